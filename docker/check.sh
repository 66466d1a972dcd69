#!/usr/bin/env bash
# Goes through the steps of the Dockerfile without a container engine: restores and publishes as it does, starts the
# result as an unprivileged user on files that this user cannot write, asks for health and one redirect, stops it.
# Prints PASS and FAIL lines and "N passed, N failed".
set -uo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=../tests/clients/common.sh
. "$ROOT/tests/clients/common.sh"
RUN=$(mktemp -d -t krfoss-image.XXXXXX)
export RUN
trap 'stop_process "${PROGRAM_PID:-}"; rm -rf "$RUN"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$RUN"
mkdir -p "$RUN/source" "$RUN/data" "$RUN/tmp"

copies_what_the_dockerfile_copies() { # every COPY from the repository names something that is there
  local line parts
  while read -r line; do
    read -ra parts <<<"$line"
    for part in "${parts[@]:1:${#parts[@]}-2}"; do
      [ -e "$ROOT/$part" ] || return 1
      mkdir -p "$RUN/source/$(dirname "$part")"
      cp -r "$ROOT/$part" "$RUN/source/$(dirname "$part")/"
    done
  done < <(grep '^COPY [^-]' "$ROOT/docker/Dockerfile")
  find "$RUN/source" -depth -type d \( -name bin -o -name obj \) -exec rm -rf {} +
}
runs_as_written() { # the RUN steps that build, with /app below our folder
  local step
  while read -r step; do
    step=${step//\/app/$RUN/app}
    (cd "$RUN/source" && MSBUILDDISABLENODEREUSE=1 bash -c "$step") </dev/null || return 1
  done < <(sed -n 's/^RUN \(dotnet .*\)/\1/p' "$ROOT/docker/Dockerfile")
}
is_live() { bash "$ROOT/docker/healthy.sh" "$PORT"; }
redirects() {
  local path=/debian/dists/stable/InRelease
  [ "$(curl -s -o /dev/null --max-time 5 -w '%{http_code}' "http://127.0.0.1:$PORT$path")" = 302 ]
}
writes_nothing_else() { [ -z "$(find "$RUN/app" -newer "$RUN/started" -print -quit)" ]; }
ends_cleanly() {
  kill "$PROGRAM_PID"
  wait "$PROGRAM_PID"
}

unprivileged=()
if [ "$(id -u)" = 0 ]; then unprivileged=(setpriv --reuid 65534 --regid 65534 --clear-groups); fi
PORT=$(free_port)
if check 'what the Dockerfile copies is there' copies_what_the_dockerfile_copies \
  && check 'its build steps succeed' runs_as_written; then
  chmod -R a+rX,a-w "$RUN/app"
  if [ "$(id -u)" = 0 ]; then chown 65534:65534 "$RUN/data" "$RUN/tmp"; fi
  touch "$RUN/started"
  check 'unhealthy while nothing listens' eval '! is_live'
  (cd "$RUN/app" && exec env -i PATH="$PATH" HOME="$RUN/data" TMPDIR="$RUN/tmp" DOTNET_EnableDiagnostics=0 \
    ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} ASPNETCORE_URLS="http://127.0.0.1:$PORT" \
    ConnectionStrings__Registry="Data Source=$RUN/data/registry.db" Redirector__Crawl__Enabled=false \
    Redirector__Geo__Table="$RUN/data/geo-table.bin" \
    "${unprivileged[@]}" dotnet "$RUN/app/Krfoss.Redirector.dll") </dev/null >"$RUN/program.log" 2>&1 &
  PROGRAM_PID=$!
  check 'healthy after the start, as an unprivileged user on read-only files' wait_until 30 is_live \
    || show "$RUN/program.log"
  check 'a repository path is redirected' redirects || show "$RUN/program.log"
  check 'nothing is written beside /data' writes_nothing_else
  check 'SIGTERM ends it with exit code 0' ends_cleanly || show "$RUN/program.log"
fi
echo "$PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ]
