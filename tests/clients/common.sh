# shellcheck shell=bash
# Shared by the scripts of this folder; sourced, never run.
#
#   RUN         folder of this run; everything is written below it
#   FARM_NET    first three numbers of the farm's loopback addresses: origin .10, mirrors m1–m3 .11–.13
#   FARM_PORT   the port of all four, chosen when the farm starts
#   BASE        address of the program under test

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
: "${FARM_NET:=127.0.0}"
export FARM_NET HERE ROOT
PASSED=0
FAILED=0

use_run_folder() {
  if [ -z "${RUN:-}" ]; then RUN=$(mktemp -d -t krfoss-clients.XXXXXX); fi
  export RUN
  chmod 755 "$RUN" # makepkg runs as another user and has to reach its folder
  mkdir -p "$RUN/log" "$RUN/clients"
  ACCESS=$RUN/log/access.tsv
}

check() { # sentence command...
  local sentence=$1
  shift
  if "$@" >/dev/null 2>&1; then
    PASSED=$((PASSED + 1))
    echo "PASS $sentence"
  else
    FAILED=$((FAILED + 1))
    echo "FAIL $sentence"
    return 1
  fi
}

show() { # file: the last lines of a log, below a FAIL
  tail -n 12 "$1" | cut -c1-220 | sed 's/^/     | /'
}

wait_until() { # seconds command...
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= end)); then return 1; fi
    sleep 0.2
  done
}

stop_process() { # pid: asks first, insists after ten seconds
  local pid=${1:-}
  [ -n "$pid" ] || return 0
  kill "$pid" 2>/dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
}

stop_key_agents() { # clients leave gpg-agent and its kind behind; those of this run name a home below RUN
  local folder
  for folder in /proc/[0-9]*; do
    case $(cat "$folder/comm" 2>/dev/null) in
      gpg-agent | keyboxd | dirmngr | scdaemon)
        if tr '\0' '\n' <"$folder/cmdline" 2>/dev/null | grep -qF "$RUN/"; then kill "${folder#/proc/}" 2>/dev/null; fi
        ;;
    esac
  done
  return 0
}

free_port() {
  node -e 'const server = require("net").createServer();
    server.listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close(); })'
}

redirected_to() { # path: where a client that never asked before is sent
  local client="121.128.$((RANDOM % 32)).$((RANDOM % 254 + 1))"
  curl -s -o /dev/null --max-time 5 -A "acceptance/$RANDOM" -H "X-Forwarded-For: $client" \
    -w '%{redirect_url}\n' "$BASE$1"
}

# The farm's log has one line per request: who, method, status, path, User-Agent, separated by TABs.
served_wrongly() { # user agent: metadata that a mirror served, packages that the origin served
  awk -F '\t' -v agent="$1" 'index($5, agent) == 1 {
    metadata = $4 ~ /\/dists\/|\/repodata\/|\.(db|files)(\.sig)?$/
    package = $4 ~ /\.(deb|rpm|zst)(\.sig)?$/
    if (metadata && $1 != "origin" || package && $1 == "origin") print $1, $4
  }' "$ACCESS"
}
packages_from_mirrors() { # user agent: how many
  awk -F '\t' -v agent="$1" 'index($5, agent) == 1 && $1 != "origin" && $3 ~ /^2/ && $4 ~ /\.(deb|rpm|zst)$/ { n++ }
    END { print n + 0 }' "$ACCESS"
}
metadata_from_origin() { # user agent: how many
  awk -F '\t' -v agent="$1" 'index($5, agent) == 1 && $1 == "origin" && $3 ~ /^[23]/ { n++ }
    END { print n + 0 }' "$ACCESS"
}

check_who_served() { # name user-agent
  local wrong
  wrong=$(served_wrongly "$2")
  check "$1: metadata came from the origin alone, packages from mirrors alone" test -z "$wrong" \
    || echo "$wrong" | head -n 5
  check "$1: the origin answered for metadata" test "$(metadata_from_origin "$2")" -gt 0 || true
  check "$1: mirrors delivered packages" test "$(packages_from_mirrors "$2")" -gt 0 || true
}
