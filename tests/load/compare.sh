#!/usr/bin/env bash
# The program beside nginx with geoip2 and an access log, in alternation on the same core, with the same clients and
# paths. Prints what a redirect costs in both, and the ratio: docs/performance.md says how to read it.
#   compare.sh            at most five minutes; geo data as large as GeoLite2 is generated for it
#   compare.sh --quick    a minute, with the geo data of this repository: while working on the code
# PROGRAM="command…" measures another build of the program; RUN=folder keeps logs and generated files there.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
MODE=full
if [ "${1:-}" = --quick ]; then MODE=quick; fi

"$HERE/install.sh"
if (($(nproc) < 2)); then echo 'two cores are needed: one for the server, one for the load' >&2; exit 1; fi
KEEP=${RUN:+yes}
RUN=${RUN:-$(mktemp -d -t krfoss-load.XXXXXX)}
mkdir -p "$RUN"
SERVERS=()

finish() {
  for pid in "${SERVERS[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${SERVERS[@]}"; do wait "$pid" 2>/dev/null || true; done
  if [ -z "$KEEP" ]; then rm -rf "$RUN"; else echo "logs: $RUN"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

free_port() {
  node -e 'const server = require("net").createServer();
    server.listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close(); })'
}

answers() { # port
  local patience
  for patience in $(seq 300); do
    if curl -s -o /dev/null --max-time 2 "http://127.0.0.1:$1/debian/pool/x.deb"; then return 0; fi
    sleep 0.1
  done
  echo "nothing answers on port $1 after $((patience / 10)) s; logs: $RUN" >&2
  KEEP=yes
  return 1
}

quietly() { # name command...: the output only where it matters
  if "${@:2}" >"$RUN/$1.log" 2>&1; then return 0; fi
  tail -n 20 "$RUN/$1.log" >&2
  return 1
}

if [ -z "${PROGRAM:-}" ]; then
  quietly build dotnet build "$ROOT/src/Krfoss.Redirector" -c Release -v q
  PROGRAM="dotnet $ROOT/src/Krfoss.Redirector/bin/Release/net10.0/Krfoss.Redirector.dll"
fi
GEO=$ROOT/config/geo
if [ "$MODE" = full ]; then
  GEO=$RUN/geo
  mkdir -p "$GEO"
  [ -e "$GEO/asn.mmdb" ] || quietly geo \
    dotnet run -c Release --project "$ROOT/tests/Krfoss.Redirector.Benchmarks" -- --write-geo "$GEO"
fi

NGINX_PORT=$(free_port)
node "$HERE/generate.mjs" "$RUN" "$GEO" "$NGINX_PORT"

taskset -c 0 nginx -c "$RUN/nginx.conf" -p "$RUN" -e "$RUN/nginx-error.log" &
SERVERS+=($!)
NGINX=$!
answers "$NGINX_PORT"

PROGRAM_PORT=$(free_port)
# shellcheck disable=SC2086 # a command with its arguments
(cd "$RUN" && exec env ASPNETCORE_URLS="http://127.0.0.1:$PROGRAM_PORT" Redirector__Catalog="$RUN/mirrors.yaml" \
  Redirector__Geo__City="$GEO/city.mmdb" Redirector__Geo__Asn="$GEO/asn.mmdb" \
  Redirector__Geo__VerifyKnownAddresses=false Redirector__Crawl__Enabled=false Redirector__DrainSeconds=0 \
  taskset -c 0 $PROGRAM) >"$RUN/program.log" 2>&1 &
SERVERS+=($!)
PRODUCT=$!
answers "$PROGRAM_PORT"

taskset -c 1 node "$HERE/measure.mjs" "$MODE" "$RUN" "$PRODUCT" "$PROGRAM_PORT" "$NGINX" "$NGINX_PORT"
