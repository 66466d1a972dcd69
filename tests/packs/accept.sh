#!/usr/bin/env bash
# Runs the set-up scripts as the built program serves them, each in roots that are thrown away: does every one change
# what it should and nothing else, twice as once, and put everything back? Prints PASS and FAIL lines and
# "N passed, N failed".
set -uo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=../clients/common.sh
. "$ROOT/tests/clients/common.sh"
# shellcheck source=systems.sh
. "$ROOT/tests/packs/systems.sh"
RUN=$(mktemp -d -t krfoss-packs.XXXXXX)
trap 'stop_process "${PROGRAM_PID:-}"; rm -rf "$RUN"' EXIT
trap 'exit 130' INT TERM
export LC_ALL=C.UTF-8
SITE=https://http.krfoss.org
ROOT_DIR=$RUN/root
PROGRAM=$ROOT/src/Krfoss.Redirector/bin/Debug/net10.0/Krfoss.Redirector.dll

serve() {
  local port
  port=$(free_port)
  (cd "$RUN" && exec env ConnectionStrings__Registry="Data Source=$RUN/registry.db" Redirector__Crawl__Enabled=false \
    Redirector__Catalog="$ROOT/config/mirrors.yaml" Redirector__DrainSeconds=0 \
    dotnet "$PROGRAM" --urls "http://127.0.0.1:$port") \
    </dev/null >"$RUN/program.log" 2>&1 &
  PROGRAM_PID=$!
  BASE=http://127.0.0.1:$port
  wait_until 60 curl -fs "$BASE/healthz/live"
}
fetch_packs() {
  local name
  for name in cm pve pbs rocky almalinux centos archlinux archlinux-arm cachyos; do
    curl -fs -o "$RUN/$name.sh" "$BASE/pack/$name.sh" || return 1
  done
}

run_pack() { # pack options...: in the root of the day
  sh "$RUN/$1.sh" --root "$ROOT_DIR" "${@:2}" >"$RUN/output" 2>&1
}
state() { # everything in the root but what the packs keep: names, modes, times, content
  (cd "$ROOT_DIR" && find . -path ./var/lib/krfoss-pack -prune \
    -o -type f -printf '%p %m %T@ ' -exec sha256sum {} \;) | sort
}
system() { # function: a fresh root with this system
  rm -rf "$ROOT_DIR"
  mkdir -p "$ROOT_DIR"
  "$1"
  find "$ROOT_DIR" -type f -exec touch -d '2026-01-02 03:04:05' {} +
  chmod -f 600 "$ROOT_DIR"/etc/apt/sources.list "$ROOT_DIR"/etc/pacman.d/mirrorlist
  state >"$RUN/before"
}
unchanged() { state | cmp -s - "$RUN/before"; }
unchanged_but() { # path...: of this system's files only these differ
  local path
  diff <(state) "$RUN/before" | sed -n 's/^[<>] \(\S*\) .*/\1/p' | sort -u >"$RUN/changed"
  for path in "$@"; do echo ".$path"; done | sort | cmp -s - "$RUN/changed"
}
applies_twice_as_once() { # pack
  state >"$RUN/applied"
  run_pack "$1" && state | cmp -s - "$RUN/applied" && grep -q 'set up already' "$RUN/output"
}
dry_run_shows_it() { # pack
  run_pack "$1" --dry-run && grep -qF "$SITE" "$RUN/output" && unchanged
}
undoes() { # pack: byte for byte, mode and time included, and nothing is left of the backups
  run_pack "$1" --undo && unchanged && [ ! -e "$ROOT_DIR/var/lib/krfoss-pack" ]
}
has() { grep -qxF -- "$2" "$ROOT_DIR$1"; } # path line

try_pack() { # pack system path...: the files that are to change
  system "$2"
  check "$1 on $2: a dry run shows it and changes nothing" dry_run_shows_it "$1" || show "$RUN/output"
  check "$1 on $2: applies" run_pack "$1" || show "$RUN/output"
  check "$1 on $2: changes these files and nobody else's" unchanged_but "${@:3}" || show "$RUN/changed"
  check "$1 on $2: twice is as once" applies_twice_as_once "$1" || show "$RUN/output"
}
takes_back() { # pack system
  check "$1 on $2: undo puts back every byte" undoes "$1" || show "$RUN/output"
}
holds() { # path line
  check "  $2" has "$1" "$2" || show "$ROOT_DIR$1"
}
is_refused() { # pack
  run_pack "$1"
  [ $? = 3 ] && grep -q 'Nothing was changed' "$RUN/output" && unchanged
}
refuses() { # pack system: politely, and without touching anything
  system "$2"
  check "$1 on $2: refuses and says why" is_refused "$1" || show "$RUN/output"
}

check 'the program serves' serve || show "$RUN/program.log"
check 'every script is served' fetch_packs
check 'the scripts are without fault for shellcheck' shellcheck "$RUN"/*.sh
# shellcheck disable=SC2016
check 'another name is answered with the list' eval 'curl -s "$BASE/pack/fedora.sh" | grep -q /pack/cm.sh'
# shellcheck source=apt.sh
. "$ROOT/tests/packs/apt.sh"
# shellcheck source=dnf.sh
. "$ROOT/tests/packs/dnf.sh"
# shellcheck source=pacman.sh
. "$ROOT/tests/packs/pacman.sh"
# shellcheck source=undo.sh
. "$ROOT/tests/packs/undo.sh"

echo "$PASSED passed, $FAILED failed"
((FAILED == 0))
