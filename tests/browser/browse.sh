#!/usr/bin/env bash
# Looks at the pages with Debian's Chromium: a farm of mirrors and the program on loopback addresses of their own, then
# browse.mjs. Prints "N passed, N failed". Needs install.sh once, and the built program.
#   BROWSE_NET    first three numbers of the loopback addresses: the program .9, the farm from .10 on
#   BROWSE_SHOTS  a folder for pictures of every page in all sizes; none are taken without it
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
: "${BROWSE_NET:=127.0.8}"
RUN=$(mktemp -d -t krfoss-browse.XXXXXX)
PIDS=()

finish() {
  if ((${#PIDS[@]} > 0)); then kill "${PIDS[@]}" 2>/dev/null || true; fi
  rm -rf "$RUN"
}
trap finish EXIT

wait_until() { # seconds command...
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= end)); then return 1; fi
    sleep 0.2
  done
}

free_port() { node -e "const s = require('net').createServer().listen(0, '$BROWSE_NET.9', () => {
  console.log(s.address().port); s.close(); });"; }

failed() { # sentence log: nothing could be looked at
  echo "FAILED: $1" >&2
  tail -n 30 "$2" >&2
  echo '0 passed, 1 failed'
  exit 1
}

port=$(free_port)
node "$HERE/farm.mjs" "$BROWSE_NET" 3 >"$RUN/farm.yaml" 2>"$RUN/farm.log" &
PIDS+=($!)
wait_until 15 grep -q 'tokyo' "$RUN/farm.yaml" || failed 'the farm does not start' "$RUN/farm.log"
sed "s/:PORT\"/:$port\"/" "$RUN/farm.yaml" >"$RUN/mirrors.yaml"

export DOTNET_hostBuilder__reloadConfigOnChange=false
dotnet "$ROOT/src/Krfoss.Redirector/bin/Debug/net10.0/Krfoss.Redirector.dll" \
  --urls "http://$BROWSE_NET.9:$port" \
  --Redirector:Catalog="$RUN/mirrors.yaml" \
  --ConnectionStrings:Registry="Data Source=$RUN/registry.db" \
  --Redirector:DrainSeconds=0 \
  --Redirector:Crawl:AllowedNetworks:0=127.0.0.0/8 \
  --Redirector:Crawl:PaceSeconds=0 \
  --Redirector:Crawl:IndexSeconds=1 \
  --Redirector:Crawl:CheckSeconds=2 \
  --Redirector:Crawl:RecheckSeconds=1 \
  --Redirector:Crawl:SlowStartSeconds=0 >"$RUN/program.log" 2>&1 &
PIDS+=($!)
BASE=http://$BROWSE_NET.9:$port
wait_until 30 curl -fs "$BASE/healthz/ready" || failed 'the program does not start' "$RUN/program.log"

# The pages are looked at once the farm has been: mirrors are up and down, and the origin has published again.
crawled() { curl -fs "$BASE/api/v1/mirrors" | grep -q '"state": "down"' \
  && curl -fs "$BASE/api/v1/repositories/ubuntu/freshness" | grep -q '"number": 3'; }
wait_until 120 crawled || failed 'the farm was not looked through' "$RUN/program.log"

export BROWSE_BASE=$BASE
node "$HERE/browse.mjs"
