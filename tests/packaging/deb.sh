#!/usr/bin/env bash
# Builds the Debian package and lives through its life in a throw-away root: installed, started as the unit says,
# upgraded under load, removed, purged. Needs root, for that root is an overlay of this machine in a mount namespace.
# Prints PASS and FAIL lines and "N passed, N failed".
#   deb.sh [PUBLISHED]    a folder that packaging/publish.sh wrote; without it one is published, not compiled beforehand
set -uo pipefail
# shellcheck source=../clients/common.sh
. "$(dirname "$0")/../clients/common.sh"
PACKAGING=$ROOT/tests/packaging
NAME=krfoss-redirector
RUN=$(mktemp -d -t krfoss-deb.XXXXXX)
export RUN
trap 'stop_process "${STRACE_PID:-}"; stop_process "${MANAGER_PID:-}"; stop_process "${ROOT_PID:-}"; rm -rf "$RUN"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$RUN"
mkdir "$RUN/manager"
TREE=$RUN/root
UNIT=lib/systemd/system/$NAME.service

publishes() {
  READY_TO_RUN=false timeout 600 "$ROOT/packaging/publish.sh" framework-dependent "$RUN/published" \
    >"$RUN/publish.log" 2>&1
}
builds() { # version
  "$ROOT/packaging/debian/build.sh" "$PUBLISHED" "$RUN/debs" "$1" >>"$RUN/build.log" 2>&1
}
deb() { echo "$RUN/debs/${NAME}_$1_$(dpkg --print-architecture).deb"; }
is_reproducible() {
  local first
  first=$(sha256sum <"$(deb 1.0-1)")
  builds 1.0-1 && [ "$(sha256sum <"$(deb 1.0-1)")" = "$first" ]
}
has_quiet_lintian() { # errors only; what is said of files that .NET made is not about packaging
  command -v lintian >/dev/null || { root apt-get install -qy --no-install-recommends lintian || return 1; }
  ! lintian --no-cfg --suppress-tags embedded-library,unstripped-binary-or-object,shared-library-lacks-prerequisites \
    --fail-on error "$(deb 1.0-1)" 2>&1 | tee "$RUN/lintian.log" | grep '^E:'
}

# A root of its own: reads come from this machine, writes go nowhere. It lives as long as its first process.
opens_root() {
  mkdir -p "$RUN/layers" "$TREE"
  # shellcheck disable=SC2016 # expanded inside
  setsid unshare --mount --propagation private bash -c '
    mount -t tmpfs tmpfs "$1/layers" && mkdir "$1/layers/upper" "$1/layers/work" || exit 1
    mount -t overlay overlay -o "lowerdir=/,upperdir=$1/layers/upper,workdir=$1/layers/work" "$1/root" || exit 1
    mount --rbind /proc "$1/root/proc" && mount --rbind /dev "$1/root/dev" && mount --rbind /sys "$1/root/sys" || exit 1
    mount --bind "$1" "$1/root$1" || exit 1
    rm -rf "$1/root/run/systemd/system"
    touch "$1/open"
    exec sleep 1200' _ "$RUN" </dev/null >"$RUN/root.log" 2>&1 &
  ROOT_PID=$!
  wait_until 20 test -e "$RUN/open"
}
inside() { nsenter --mount="/proc/$ROOT_PID/ns/mnt" chroot "$TREE" "$@"; }
as_service() { inside setpriv --reuid "$NAME" --regid "$NAME" --clear-groups "$@"; }

installs() { # version: the runtime is here, if not as a Debian package
  inside env DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold \
    --ignore-depends=aspnetcore-runtime-10.0,libssl3t64 -i "$(deb "$1")" >>"$RUN/dpkg.log" 2>&1
}
# shellcheck disable=SC2016 # dpkg-query's own variables
is_version() { [ "$(inside dpkg-query -W -f '${Version} ${db:Status-Abbrev}' $NAME)" = "$1 ii " ]; }
owner() { inside stat -c '%U:%G %a' "$1"; }
has_its_user() {
  [ "$(inside getent passwd $NAME | cut -d: -f6)" = "/var/lib/$NAME" ] \
    && [ "$(owner /var/lib/$NAME)" = "$NAME:$NAME 750" ] && [ "$(owner /var/log/$NAME)" = "$NAME:$NAME 750" ]
}
keeps_secrets() { [ "$(owner /etc/$NAME/environment)" = "root:$NAME 640" ]; }
checks_catalog() { as_service /usr/bin/$NAME check /etc/$NAME/mirrors.yaml; }
passes_verify() {
  inside systemd-analyze verify /lib/systemd/system/$NAME.{service,socket} >"$RUN/verify.log" 2>&1 \
    && [ ! -s "$RUN/verify.log" ]
}
is_hardened() { # what systemd counts as exposed, of 10
  local exposure
  exposure=$(inside systemd-analyze security --offline=true --no-pager "/$UNIT" \
    | sed -n 's/.*exposure level .*: \([0-9.]*\) .*/\1/p')
  echo "$exposure" >"$RUN/exposure.log"
  awk -v exposure="${exposure:-10}" 'BEGIN { exit exposure > 1.5 }'
}

# The unit's own words: its settings, user, folder and command, run by a stand-in for systemd.
unit() { inside sed -n "s/^$1=//p" "/$UNIT" | sed 's/^"\(.*\)"$/\1/'; }
starts() {
  local settings=() command
  mapfile -t settings < <(unit Environment)
  read -ra command < <(unit ExecStart)
  chown "$(inside id -u $NAME):$(inside id -g $NAME)" "$RUN/manager"
  PORT=$(free_port)
  cp "$PACKAGING/manager.pl" "$RUN/manager.pl"
  # shellcheck disable=SC2016 # expanded inside
  nsenter --mount="/proc/$ROOT_PID/ns/mnt" chroot "$TREE" setpriv --reuid "$(unit User)" --regid "$(unit Group)" \
    --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all env -i PATH=/usr/bin:/bin \
    "${settings[@]}" Redirector__Crawl__Enabled=false bash -c 'cd "$1" && shift && exec perl "$@"' _ \
    "$(unit WorkingDirectory)" "$RUN/manager.pl" "$PORT" "$RUN/manager" "${command[@]}" \
    </dev/null >"$RUN/manager.log" 2>&1 &
  MANAGER_PID=$!
  wait_until 180 grep -q '^READY=1' "$RUN/manager/said"
}
bears_its_filter() { # strace refuses what the unit's SystemCallFilter would; the program starts, serves and ends
  local refused port folder=$RUN/filtered child
  command -v strace >/dev/null || root apt-get install -qy --no-install-recommends strace || return 1
  refused=$(systemd-analyze syscall-filter | perl "$PACKAGING/refused.pl" "$ROOT/packaging/systemd/$NAME.service")
  [ -n "$refused" ] && mkdir "$folder" && chown "$(inside id -u $NAME)" "$folder" || return 1
  port=$(free_port)
  # shellcheck disable=SC2016 # expanded inside
  nsenter --mount="/proc/$ROOT_PID/ns/mnt" chroot "$TREE" setpriv --reuid "$NAME" --regid "$NAME" --clear-groups \
    env -i PATH=/usr/bin:/bin Redirector__Crawl__Enabled=false "ASPNETCORE_URLS=http://127.0.0.1:$port" \
    "Redirector__Catalog=/etc/$NAME/mirrors.yaml" \
    bash -c 'cd "$1" && exec strace -f -qq -o trace -e "trace=$2" -e "inject=$2:error=EPERM" "$3" serve' _ \
    "$folder" "$refused" "/usr/bin/$NAME" </dev/null >"$RUN/filtered.log" 2>&1 &
  STRACE_PID=$!
  wait_until 180 is_redirected "$port" || return 1
  read -r child _ <"/proc/$STRACE_PID/task/$STRACE_PID/children"
  kill "$child"
  wait "$STRACE_PID"
}
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n -E "$@"; fi; }
is_redirected() { # port
  local url=http://127.0.0.1:$1/debian/dists/stable/InRelease
  [ "$(curl -s -o /dev/null --max-time 5 -w '%{http_code}' "$url")" = 302 ]
}
was_heard_thrice() { [ "$(grep -c WATCHDOG=1 "$RUN/manager/said")" -ge 3 ]; }
is_watched() { wait_until 10 was_heard_thrice; }
has_registry() { wait_until 20 inside test -s /var/lib/$NAME/registry.db; }
writes_in_its_folders_alone() {
  [ -z "$(inside find /etc /usr /var -xdev -user $NAME -not -path "/var/lib/$NAME*" -not -path "/var/log/$NAME*")" ]
}
edits_catalog() {
  inside sed -i 's/^  name: .*/  name: EDITED/' /etc/$NAME/mirrors.yaml \
    && inside grep -q EDITED /etc/$NAME/mirrors.yaml
}
upgrades_under_load() { # new files under the running program, then its restart, as postinst asks systemd for
  node "$PACKAGING/load.mjs" "http://127.0.0.1:$PORT" 25 >"$RUN/load.log" 2>&1 &
  local load=$!
  sleep 3
  installs 1.0-2 || return 1
  sleep 2
  kill -HUP "$MANAGER_PID"
  wait "$load"
}
is_restarted() { [ "$(grep -c '^READY=1' "$RUN/manager/said")" = 2 ]; }
keeps_edits() { inside grep -q EDITED /etc/$NAME/mirrors.yaml && inside test -s /var/lib/$NAME/registry.db; }
ends() {
  kill "$MANAGER_PID"
  wait "$MANAGER_PID"
  [ "$(tail -n 1 "$RUN/manager/said")" = 'ended with code 0' ]
}
removes() { inside dpkg -r $NAME >>"$RUN/dpkg.log" 2>&1; }
leaves_what_is_the_operators() {
  inside test ! -e /usr/lib/$NAME && inside test -e /etc/$NAME/mirrors.yaml && inside test -s /var/lib/$NAME/registry.db
}
purges() { inside dpkg -P $NAME >>"$RUN/dpkg.log" 2>&1; }
leaves_nothing() {
  ! inside getent passwd $NAME \
    && [ -z "$(inside find /etc /usr /var/lib /var/log /lib/systemd -xdev -name "*$NAME*" -print -quit)" ]
}

PUBLISHED=${1:-$RUN/published}
if { [ $# -gt 0 ] || check 'the program is published, framework-dependent' publishes || show "$RUN/publish.log"; } \
  && check 'the package is built' builds 1.0-1 || ! show "$RUN/build.log"; then
  check 'the same sources give the same package' is_reproducible
  check 'lintian finds no error' has_quiet_lintian || show "$RUN/lintian.log"
  check 'a second version is built' builds 1.0-2
  if check 'a throw-away root' opens_root || ! show "$RUN/root.log"; then
    check 'dpkg installs it' installs 1.0-1 || show "$RUN/dpkg.log"
    check 'it stands there, configured' is_version 1.0-1
    check 'it has a user and folders of its own' has_its_user
    check 'its settings are read by root and its group alone' keeps_secrets
    check 'its user can read the catalog, and the catalog is clean' checks_catalog
    check 'systemd-analyze verify has nothing to say' passes_verify || show "$RUN/verify.log"
    check 'systemd-analyze security: an exposure of 1.5 of 10 at the most' is_hardened || show "$RUN/exposure.log"
    check 'what the unit refuses of the system is not needed' bears_its_filter || show "$RUN/filtered.log"
    check 'the unit starts it: ready, as its user, on a socket that was handed over' starts \
      || show "$RUN/manager/service.log"
    check 'it redirects' is_redirected "$PORT"
    check 'the watchdog hears it' is_watched
    check 'the registry stands in its folder' has_registry
    check 'it writes nowhere else' writes_in_its_folders_alone
    check 'an operator edits the catalog' edits_catalog
    check 'an upgrade under load fails no request' upgrades_under_load || show "$RUN/dpkg.log"
    show "$RUN/load.log"
    check 'the new version stands there' is_version 1.0-2
    check 'the service was started anew' is_restarted
    check 'what operators edited and what it knows are kept' keeps_edits
    check 'it ends with exit code 0' ends || show "$RUN/manager/service.log"
    check 'dpkg removes it' removes || show "$RUN/dpkg.log"
    check 'configuration and registry stay' leaves_what_is_the_operators
    check 'dpkg purges it' purges || show "$RUN/dpkg.log"
    check 'nothing of it is left, nor its user' leaves_nothing
  fi
fi
echo "$PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ]
