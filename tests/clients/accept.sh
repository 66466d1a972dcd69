#!/usr/bin/env bash
# Real apt, dnf and pacman, and a conformance test over raw sockets, against the built program on a farm of loopback
# addresses. Prints one PASS or FAIL line per check and "N passed, N failed" at the end; ends everything it started.
#   accept.sh              the program of this repository (built before, or built now)
#   accept.sh COMMAND...   another redirector; it is told its address by ASPNETCORE_URLS, the farm by FARM_NET,
#                          FARM_PORT, FARM_ORIGIN and the catalog by Redirector__Catalog
# WIRE=groups runs only these groups of wire.mjs. RUN=folder keeps everything there, repositories for a next run too.
set -uo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=farm.sh
. "$HERE/farm.sh"
# shellcheck source=apt.sh
. "$HERE/apt.sh"
# shellcheck source=dnf.sh
. "$HERE/dnf.sh"
# shellcheck source=pacman.sh
. "$HERE/pacman.sh"
# shellcheck source=lists.sh
. "$HERE/lists.sh"
# shellcheck source=wishes.sh
. "$HERE/wishes.sh"

PROGRAM=$ROOT/src/Krfoss.Redirector/bin/Debug/net10.0/Krfoss.Redirector.dll
PACKAGES=(/debian/pool/main/h/hello/debian-one_1.0-0_all.deb /kali/pool/main/h/hello/kali-two_1.0-1_all.deb
  '/rocky/9/BaseOS/x86_64/os/Packages/rocky-one-1.0^git-0.noarch.rpm'
  /archlinux/core/os/x86_64/core-one-1:1.0+x-1-any.pkg.tar.zst)
KEEP=${RUN:+yes}
use_run_folder

finish() {
  stop_process "${PROGRAM_PID:-}"
  stop_lists
  stop_farm
  stop_key_agents
  if [ -z "$KEEP" ] && [ "$FAILED" = 0 ]; then rm -rf "$RUN"; else echo "logs: $RUN"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

answers() { [ "$(curl -s -o /dev/null --max-time 2 -w '%{http_code}' "$BASE/")" != 000 ]; }
is_gone() { ! kill -0 "$PROGRAM_PID" 2>/dev/null; }
answers_or_is_gone() { answers || is_gone; }

start_program() { # command...: on a free port; tried again if somebody was faster to take that port
  local attempt
  for attempt in 1 2 3; do
    BASE=http://127.0.0.1:$(free_port)
    export BASE ASPNETCORE_URLS=$BASE Redirector__Catalog=$RUN/mirrors.yaml
    export Redirector__Crawl__AllowedNetworks__0=127.0.0.0/8
    export ConnectionStrings__Registry="Data Source=$RUN/registry-$attempt-$$.db"
    export Redirector__Geo__Table=$RUN/geo-table.bin
    (cd "$ROOT" && exec "$@") </dev/null >"$RUN/log/program.log" 2>&1 &
    PROGRAM_PID=$!
    wait_until 60 answers_or_is_gone
    if answers && ! is_gone; then return 0; fi
    stop_process "$PROGRAM_PID"
  done
  return 1
}

sends_packages_to_mirrors() {
  local package
  for package in "${PACKAGES[@]}"; do
    [[ $(redirected_to "$package") =~ ^http://$FARM_NET\.1[123]:$FARM_PORT/ ]] || return 1
  done
}

run_wire() { # its own PASS and FAIL lines are counted with ours
  local line failed_before=$FAILED
  while IFS= read -r line; do
    case $line in
      PASS*) PASSED=$((PASSED + 1)) ;;
      FAIL*) FAILED=$((FAILED + 1)) ;;
      ENDED*) # with an error, though no check failed: the test itself is broken
        if [ "$FAILED" = "$failed_before" ]; then check "wire.mjs runs to its end" false || true; fi
        continue
        ;;
    esac
    echo "$line"
  done < <(node "$HERE/wire.mjs" "$BASE" "http://$FARM_NET" "$FARM_PORT" ${WIRE:+"$WIRE"} 2>&1 \
    || echo "ENDED $?")
}

metrics_are_clean() {
  curl -sf --max-time 5 "$BASE/metrics" >"$RUN/log/metrics.txt" \
    && promtool check metrics <"$RUN/log/metrics.txt" >"$RUN/log/promtool.txt" 2>&1 && [ ! -s "$RUN/log/promtool.txt" ]
}

ends_cleanly() { # SIGTERM: drained and gone with exit code 0
  kill "$PROGRAM_PID"
  wait_until 30 is_gone || return 1
  wait "$PROGRAM_PID"
}

start_farm || { echo 'FAIL the farm starts'; echo '0 passed, 1 failed'; FAILED=1; exit 1; }
"$HERE/catalog.sh" >"$RUN/mirrors.yaml"
OURS=
if [ $# = 0 ]; then
  OURS=yes
  if [ ! -e "$PROGRAM" ]; then dotnet build "$ROOT/src/Krfoss.Redirector" -v q >"$RUN/log/build.log" 2>&1; fi
  set -- dotnet "$PROGRAM"
fi

if check 'the program starts and answers' start_program "$@"; then
  check 'packages of every repository go to mirrors within a minute of the start' \
    wait_until 60 sends_packages_to_mirrors \
    || show "$RUN/log/program.log"
  drive_apt debian
  drive_apt kali
  drive_dnf rocky
  drive_pacman
  drive_wishes
  run_wire
  if [ -n "$OURS" ]; then
    check 'promtool has nothing to say about /metrics' metrics_are_clean || show "$RUN/log/promtool.txt"
    check 'SIGTERM ends the program with exit code 0' ends_cleanly || show "$RUN/log/program.log"
  fi
else
  show "$RUN/log/program.log"
fi
if [ -n "$OURS" ]; then drive_lists "$@"; fi
echo "$PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ]
