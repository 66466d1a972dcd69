# shellcheck shell=bash
# Starts and stops the farm; sourced after common.sh. Sets FARM_PORT, FARM_PID, FARM_ORIGIN.

start_farm() {
  local ready=$RUN/farm.port
  if [ ! -e "$RUN/repos/complete" ]; then "$HERE/repositories.sh"; fi
  : >"$ACCESS"
  rm -f "$ready"
  node "$HERE/farm.mjs" "$RUN/repos" "$ACCESS" "$ready" "$FARM_NET" >"$RUN/log/farm.log" 2>&1 &
  FARM_PID=$!
  wait_until 15 test -s "$ready" || { cat "$RUN/log/farm.log" >&2; return 1; }
  FARM_PORT=$(cat "$ready")
  FARM_ORIGIN=$RUN/repos/origin
  export FARM_PORT FARM_ORIGIN
}

stop_farm() {
  stop_process "${FARM_PID:-}"
  FARM_PID=
}
