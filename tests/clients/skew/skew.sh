#!/usr/bin/env bash
# Can a redirect be trusted while everything moves? An origin publishes generations of an apt, an rpm and a pacman
# repository, seven mirrors follow it unevenly (one stops, one dies, one keeps old files under the names of new ones),
# and clients download all that is newest. Two programs are measured side by side: the catalog of one names the index
# roots, the other learns them from what clients ask. Beside the clients of client.mjs real apt, dnf, pacman download.
# Ends with "N passed, N failed".
#   SKEW_SECONDS how long · SKEW_GENERATIONS how many · SKEW_CRAWL=default leaves the crawler's intervals as they are
#   SKEW_LISTINGS=yes the origin shows its folders · SKEW_PROGRAMS which of "named asked" · SKEW_REAL rounds of real
#   clients · RUN=folder keeps everything there, the generations for a next run too · more in run.mjs
set -uo pipefail
# shellcheck source=../common.sh
. "$(dirname "$0")/../common.sh"
# shellcheck source=../apt.sh
. "$HERE/apt.sh"
# shellcheck source=../dnf.sh
. "$HERE/dnf.sh"
# shellcheck source=real.sh
. "$HERE/skew/real.sh"
KEEP=${RUN:+yes}
use_run_folder

PROGRAM=$ROOT/src/Krfoss.Redirector/bin/Debug/net10.0/Krfoss.Redirector.dll
STATE=$RUN/skew/state
read -ra PROGRAMS <<<"${SKEW_PROGRAMS:-named asked}"
declare -A BASES=()
PIDS=()

finish() {
  local pid
  for pid in "${PIDS[@]}"; do stop_process "$pid"; done
  stop_key_agents
  if [ -z "$KEEP" ] && [ "$FAILED" = 0 ]; then rm -rf "$RUN"; else echo "logs: $RUN"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

catalog() { # program: seven mirrors in one city
  local place='location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.978}' i=10 id
  declare -A probe=()
  if [ "$1" = named ]; then
    probe=([debian]=', probe: [dists/stable/InRelease]' [rocky]=', probe: [9/BaseOS/x86_64/os/repodata/repomd.xml]'
      [archlinux]=', probe: [core/os/x86_64/core.db]')
  fi
  printf '%s\n' 'version: 1' 'site: {name: Skew, url: "http://127.0.0.1", default_country: KR}' 'places:' \
    '  - {netblocks: [127.0.0.0/8, 121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}' \
    'repositories:'
  for id in debian:apt rocky:rpm archlinux:pacman; do
    echo "  ${id%:*}: {format: ${id#*:}, origin: \"http://$FARM_NET.10:$FARM_PORT/${id%:*}\"${probe[${id%:*}]:-}}"
  done
  echo 'mirrors:'
  for id in quick slow index-first deletes-first stops dies keeps; do
    i=$((i + 1))
    printf '%s\n' "  $id:" "    name: $id" "    $place" "    urls: [\"http://$FARM_NET.$i:$FARM_PORT\"]" \
      '    repositories: {debian: , rocky: , archlinux: }'
  done
}

start_program() { # which
  local base
  base=http://127.0.0.1:$(free_port)
  catalog "$1" >"$RUN/skew/$1.yaml"
  rm -f "$RUN/skew/$1".{db*,last-good} # of a run before
  local settings=(ASPNETCORE_URLS="$base" Redirector__Catalog="$RUN/skew/$1.yaml"
    Redirector__Crawl__AllowedNetworks__0=127.0.0.0/8 ConnectionStrings__Registry="Data Source=$RUN/skew/$1.db")
  if [ "${SKEW_CRAWL:-}" != default ]; then
    settings+=(Redirector__Crawl__{CheckSeconds=2,RecheckSeconds=0.5,PaceSeconds=0.05,IndexSeconds=1})
  fi
  # shellcheck disable=SC2086  # several settings in one variable
  env --chdir="$ROOT" "${settings[@]}" ${SKEW_SETTINGS:-} dotnet "$PROGRAM" </dev/null >"$RUN/log/skew-$1.log" 2>&1 &
  PIDS+=($!)
  BASES[$1]=$base
}

mkdir -p "$RUN/skew" "$RUN/signer"
chmod 700 "$RUN/signer"
export GNUPGHOME=$RUN/signer
if [ ! -e "$RUN/skew/complete" ]; then
  { make_skew_signer && "$HERE/skew/generations.sh" "$RUN/skew/generations" "${SKEW_GENERATIONS:-9}" \
    && touch "$RUN/skew/complete"; } >"$RUN/log/skew-build.log" 2>&1
fi
check 'skew: the generations are built' test -e "$RUN/skew/complete" || {
  show "$RUN/log/skew-build.log"
  echo "$PASSED passed, $FAILED failed"
  exit 1
}

FARM_PORT=$(free_port)
for program in "${PROGRAMS[@]}"; do start_program "$program"; done
rm -f "$STATE"
pairs=()
for program in "${PROGRAMS[@]}"; do pairs+=("$program=${BASES[$program]}"); done
node "$HERE/skew/run.mjs" "$RUN/skew/generations" "$FARM_NET" "$FARM_PORT" "${SKEW_SECONDS:-75}" "$STATE" \
  "${pairs[@]}" >"$RUN/log/skew-run.log" 2>&1 &
NODE_PID=$!
PIDS+=("$NODE_PID")
if [ "${SKEW_REAL:-2}" != 0 ]; then drive_real_clients "${SKEW_REAL:-2}" "${pairs[@]}"; fi
wait "$NODE_PID"
NODE_CODE=$?
while IFS= read -r line; do
  case $line in
    PASS*) PASSED=$((PASSED + 1)) ;;
    FAIL*) FAILED=$((FAILED + 1)) ;;
    *' passed, '*) continue ;;
  esac
  echo "$line"
done <"$RUN/log/skew-run.log"
if [ "$NODE_CODE" != 0 ] && [ "$FAILED" = 0 ]; then check 'skew: the test runs to its end' false || true; fi
echo "$PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ]
