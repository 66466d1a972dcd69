#!/usr/bin/env bash
# Drives the proxies' settings of config/proxies with real requests to two real nodes: checked by the proxy's own
# syntax check; https stays https, the client's address arrives and cannot be forged, paths arrive byte for byte, the
# operators' pages are refused, and both nodes are restarted one after the other under load without a failed request.
# Prints PASS and FAIL lines and "N passed, N failed".
#   proxies.sh [PROGRAM...]    the command of the program; without it the build of this repository
set -uo pipefail
# shellcheck source=../clients/common.sh
. "$(dirname "$0")/../clients/common.sh"
PACKAGING=$ROOT/tests/packaging
PROXIES=$ROOT/config/proxies
CLIENT=127.0.0.77 # requests come from here, which is no trusted proxy
RUN=$(mktemp -d -t krfoss-proxies.XXXXXX)
export RUN
PROXY_PID=
MANAGERS=()
finish() {
  stop_process "$PROXY_PID"
  for manager in "${MANAGERS[@]}"; do stop_process "$manager"; done
  rm -rf "$RUN"
}
trap finish EXIT
trap 'exit 130' INT TERM
export XDG_DATA_HOME=$RUN XDG_CONFIG_HOME=$RUN HOME=$RUN
if [ $# = 0 ]; then set -- dotnet "$ROOT/src/Krfoss.Redirector/bin/Debug/net10.0/Krfoss.Redirector.dll"; fi
PROGRAM=("$@")

tools() {
  command -v nginx >/dev/null && command -v haproxy >/dev/null && command -v caddy >/dev/null && return
  local policy=/usr/sbin/policy-rc.d # their packages would start services
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' | root tee "$policy" && root chmod 755 "$policy"; }
  root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends nginx-light haproxy caddy
}
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n -E "$@"; fi; }
makes_certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=mirror.example.org \
    -addext subjectAltName=DNS:mirror.example.org -keyout "$RUN/key.pem" -out "$RUN/certificate.pem" \
    && cat "$RUN/certificate.pem" "$RUN/key.pem" >"$RUN/both.pem"
}
writes_catalog() {
  cat >"$RUN/mirrors.yaml" <<'YAML'
version: 1
site: {name: Proxies, url: "https://mirror.example.org", default_country: KR}
repositories:
  debian: {format: apt, origin: "https://origin.example/debian"}
mirrors:
  m1:
    name: One
    location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
    urls: [https://m1.example, http://m1.example]
    repositories: {debian: }
YAML
}
starts_node() { # number port
  mkdir "$RUN/node$1"
  Redirector__Catalog=$RUN/mirrors.yaml ConnectionStrings__Registry="Data Source=$RUN/node$1/registry.db" \
    Redirector__Crawl__Enabled=false Redirector__TrustedProxies__0=127.0.0.1/32 Redirector__DrainSeconds=2 \
    ASPNETCORE_URLS=http://127.0.0.1:$2 perl "$PACKAGING/manager.pl" 0 "$RUN/node$1" "${PROGRAM[@]}" \
    </dev/null >"$RUN/node$1.log" 2>&1 &
  MANAGERS+=($!)
  wait_until 180 was_ready "$1" 1
}
was_ready() { [ "$(grep -c '^READY=1' "$RUN/node$1/said")" -ge "$2" ]; } # node times

# The settings as they stand, with our ports, addresses and certificate in place of the example's.
adapted() { # file
  sed -e "s/127\.0\.0\.1:8080/127.0.0.1:$NODE1/; s/127\.0\.0\.1:8081/127.0.0.1:$NODE2/" \
    -e "s#listen 80;#listen 127.0.0.1:$HTTP;#; s#listen 443 ssl;#listen 127.0.0.1:$HTTPS ssl;#" \
    -e "s#bind :80#bind 127.0.0.1:$HTTP#; s#bind :443 ssl#bind 127.0.0.1:$HTTPS ssl#" \
    -e 's/maxconn 20000/maxconn 1000/' \
    -e "s#/etc/ssl/mirror.example.org.key#$RUN/key.pem#" \
    -e "s#ssl_certificate /etc/ssl/.*#ssl_certificate $RUN/certificate.pem;#" \
    -e "s#crt /etc/ssl/mirror.example.org.pem#crt $RUN/both.pem#" "$PROXIES/$1"
}
prepares() { # proxy
  HTTP=$(free_port) HTTPS=$(free_port) AUTHORITY=$RUN/certificate.pem
  case $1 in
    nginx)
      adapted nginx.conf >"$RUN/nginx-part.conf"
      printf '%s\n' "daemon off; pid $RUN/nginx.pid; error_log stderr warn; worker_processes 1; user root;" \
        'events {}' "http { access_log off; client_body_temp_path $RUN/t1; proxy_temp_path $RUN/t2;" \
        "fastcgi_temp_path $RUN/t3; uwsgi_temp_path $RUN/t4; scgi_temp_path $RUN/t5;" \
        "include $RUN/nginx-part.conf; }" >"$RUN/nginx.conf"
      CHECK=(nginx -t -q -c "$RUN/nginx.conf") START=(nginx -c "$RUN/nginx.conf")
      ;;
    haproxy)
      adapted haproxy.cfg >"$RUN/haproxy.cfg"
      CHECK=(haproxy -c -q -f "$RUN/haproxy.cfg") START=(haproxy -db -f "$RUN/haproxy.cfg")
      ;;
    caddy)
      { printf '{\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\tdefault_bind 127.0.0.1\n'
        printf '\thttp_port %s\n\thttps_port %s\n}\n' "$HTTP" "$HTTPS"
        adapted Caddyfile; } >"$RUN/Caddyfile"
      AUTHORITY=$XDG_DATA_HOME/caddy/pki/authorities/local/root.crt
      CHECK=(caddy validate --adapter caddyfile --config "$RUN/Caddyfile")
      START=(caddy run --adapter caddyfile --config "$RUN/Caddyfile")
      ;;
  esac
}
ask() { # scheme path curl-arguments...: as a client from elsewhere
  local scheme=$1 path=$2 port=$HTTP
  if [ "$scheme" = https ]; then port=$HTTPS; fi
  curl -s --max-time 5 --path-as-is --interface "$CLIENT" --cacert "$AUTHORITY" \
    --resolve "mirror.example.org:$port:127.0.0.1" "${@:3}" "$scheme://mirror.example.org:$port$path"
}
answers() { # by both doors: each may have to find the nodes alive first
  local scheme
  for scheme in http https; do
    [ "$(ask "$scheme" /debian/dists/stable/InRelease -o /dev/null -w '%{http_code}')" = 302 ] || return 1
  done
}
starts_proxy() {
  "${START[@]}" </dev/null >"$RUN/proxy.log" 2>&1 &
  PROXY_PID=$!
  wait_until 20 answers
}
redirect_of() { ask "$@" -o /dev/null -w '%{redirect_url}'; }
keeps_scheme() { # scheme
  local path=/debian/pool/hello-$1.deb # who asks for the same file again was badly served, and gets the origin
  [ "$(redirect_of "$1" "$path")" = "$1://m1.example$path" ]
}
keeps_path() {
  local path='/debian/pool/main/g/g%2b%2b/g%2B+~1%3a2.0_amd64.deb'
  [ "$(ask https "$path" -o /dev/null -D - | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')" = "https://m1.example$path" ]
}
knows_client() { ask https '/debian/pool/x.deb?explain' -H 'Accept: application/json' "$@" | grep -qF "\"$CLIENT\""; }
believes_no_client() {
  knows_client -H 'X-Forwarded-For: 203.0.113.9' && knows_client -H 'Forwarded: for=203.0.113.9;proto=http' \
    && [ "$(redirect_of https /debian/pool/x.deb -H 'X-Forwarded-Proto: http')" = https://m1.example/debian/pool/x.deb ]
}
refuses_operators_pages() {
  local path
  for path in /metrics /healthz/ready /healthz/live; do
    [ "$(ask https "$path" -o /dev/null -w '%{http_code}')" = 404 ] || return 1
  done
}
restarts_nodes_under_load() { # which time
  local number load
  node "$PACKAGING/load.mjs" "http://127.0.0.1:$HTTP" 25 8 close mirror.example.org >"$RUN/load.log" 2>&1 &
  load=$!
  sleep 2
  for number in 1 2; do
    kill -HUP "${MANAGERS[number - 1]}"
    wait_until 180 was_ready "$number" "$1" || return 1
    sleep 2
  done
  wait "$load"
}

NODE1=$(free_port) NODE2=$(free_port)
times=1
if check 'nginx, HAProxy and Caddy are installed' tools && check 'a certificate' makes_certificate \
  && check 'a catalog' writes_catalog && check 'the first node is ready' starts_node 1 "$NODE1" \
  && check 'the second node is ready' starts_node 2 "$NODE2"; then
  for proxy in ${ONLY:-nginx haproxy caddy}; do
    prepares "$proxy"
    check "$proxy: its own check finds nothing wrong" "${CHECK[@]}" || "${CHECK[@]}"
    if check "$proxy: starts, and a request comes through" starts_proxy; then
      check "$proxy: http is answered with http" keeps_scheme http
      check "$proxy: https is answered with https" keeps_scheme https
      check "$proxy: a path with escapes arrives byte for byte" keeps_path
      check "$proxy: the address of the client arrives" knows_client
      check "$proxy: what a client says of itself does not count" believes_no_client
      check "$proxy: metrics and health are refused" refuses_operators_pages
      times=$((times + 1))
      check "$proxy: both nodes restarted in turn under load, no request failed" restarts_nodes_under_load $times
      show "$RUN/load.log"
    else
      show "$RUN/proxy.log"
    fi
    stop_process "$PROXY_PID"
    PROXY_PID=
  done
fi
echo "$PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ]
