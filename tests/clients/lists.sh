# shellcheck shell=bash
# The lists with fail-over, read by real clients. Sourced after the scripts of the clients; starts a program and mirrors
# of its own. First nobody has noticed yet that the mirrors in front of the good ones are dead, have nothing, or have
# wrong bytes: what does the client itself survive? Then the crawler looks often, and lists no longer hold them.
# docs/lists.md has the table of what is checked here.

LIST_FAULTS=(dead missing corrupt all)

start_lists() { # log command...: the program under test and mirrors that still are good, once more
  node "$HERE/faulty.mjs" "$RUN/repos" "$FARM_PORT" "$FARM_NET" >"$RUN/log/faulty.log" 2>&1 &
  FAULTY_PID=$!
  BASE=http://127.0.0.1:$(free_port)
  export BASE
  LISTS_LOG=$RUN/log/$1.log
  "$HERE/lists-catalog.sh" >"$RUN/lists.yaml"
  env --chdir="${ROOT:?}" ASPNETCORE_URLS="$BASE" Redirector__Catalog="$RUN/lists.yaml" \
    Redirector__Crawl__PaceSeconds=0 ConnectionStrings__Registry="Data Source=$RUN/$1-$$.db" "${@:2}" \
    </dev/null >"$LISTS_LOG" 2>&1 &
  LISTS_PID=$!
  wait_until 60 answers
}

stop_lists() {
  stop_process "${LISTS_PID:-}"
  stop_process "${FAULTY_PID:-}"
  LISTS_PID=
  FAULTY_PID=
}

metalink_url() { echo "$BASE/metalink?repo=BaseOS-$1-9&arch=x86_64"; }
lists_of() { # fault: all that name mirrors, and the metalink's digests
  curl -sf --max-time 5 "$(metalink_url "$1")" "$BASE/mirrorlist?repo=BaseOS-$1-9&arch=x86_64" \
    "$BASE/mirrorlist/apt/debian-$1" "$BASE/mirrorlist/pacman/archlinux-$1" \
    "$BASE/rocky-$1/9/BaseOS/x86_64/os/repodata/repomd.xml?meta4"
}

last_number_of() { # fault: of the address at which a mirror has it
  case $1 in dead) echo 14 ;; missing) echo 15 ;; corrupt) echo 16 ;; esac
}

names_in_all_five() { [ "$(lists_of "$1" | grep -c "//$FARM_NET\.$2:$FARM_PORT/")" -ge 5 ]; } # fault address
everybody_is_listed() {
  local fault
  for fault in dead missing corrupt; do
    names_in_all_five "$fault" "$(last_number_of "$fault")" && names_in_all_five all "$(last_number_of "$fault")" \
      && names_in_all_five "$fault" 11 && [[ $(lists_of "$fault") == *'<hash type="sha256">'* ]] || return 1
  done
}
faulty_is_in_no_list() { # fault
  local lists
  lists=$(lists_of "$1" && lists_of all) || return 1
  ! grep -q "//$FARM_NET\.$(last_number_of "$1"):" <<<"$lists"
}

list_dnf() { # fault mirrorlist|metalink
  dnf_folder "lists-$2-$1"
  printf '%s\n' '[baseos]' 'name=Lists' "$2=$BASE/$2?repo=BaseOS-$1-9&arch=x86_64" 'enabled=1' 'gpgcheck=1' \
    'repo_gpgcheck=0' "gpgkey=file://$RUN/signer.asc" >"$DNF/repos/acceptance.repo"
  run_dnf install install rocky-two
}

list_apt() { # fault
  apt_folder "debian-$1"
  echo "deb [signed-by=$APT/etc/signer.gpg] mirror+$BASE/mirrorlist/apt/debian-$1 stable main" >"$APT/etc/sources.list"
  run_apt update update && run_apt install install --download-only debian-four \
    && [ "$(find "$APT/cache/archives" -maxdepth 1 -name '*.deb' | wc -l)" = 4 ]
}

list_pacman() { # fault
  pacman_folder
  curl -sf --max-time 5 "$BASE/mirrorlist/pacman/archlinux-$1" >"$PACMAN/mirrorlist" || return 1
  sed -i "s|^Server = .*|Include = $PACMAN/mirrorlist|" "$PACMAN/pacman.conf"
  run_pacman install -Sy core-two
}

list_aria2() { # fault: an index, whose digest the metalink has
  local root=9/BaseOS/x86_64/os/repodata/repomd.xml folder=$RUN/clients/aria2-$1
  rm -rf "$folder"
  mkdir -p "$folder"
  aria2c --no-conf --quiet --dir="$folder" --connect-timeout=3 --timeout=5 --max-tries=2 --check-certificate=false \
    --follow-metalink=mem "$BASE/rocky-$1/$root.meta4" </dev/null >"$RUN/log/aria2-$1.log" 2>&1 \
    && cmp -s "$folder/repomd.xml" "$FARM_ORIGIN/rocky/$root"
}

fails() { ! "$@"; }
ends_at_wrong_bytes() { # log command...: it fails, and says that it is for the content
  fails "${@:2}" || return 1
  grep -Eiq 'hash sum|checksum|is invalid|xml|mismatch|no match' "$1"
}

every_list_survives() { # prefix fault
  check "$1: dnf with mirrorlist= installs" list_dnf "$2" mirrorlist || show "$DNF/log/install"
  check "$1: pacman with the Server list installs" list_pacman "$2" || show "$PACMAN/log/install"
  check "$1: apt with mirror+http downloads" list_apt "$2" || show "$APT/log/install"
  check "$1: aria2 with .meta4 gets the right bytes" list_aria2 "$2" || show "$RUN/log/aria2-$2.log"
}

wrong_bytes_are_noticed() { # prefix fault: nothing tells these which bytes are right before they have chosen a mirror
  check "$1: dnf with mirrorlist= ends at wrong bytes and installs nothing" \
    ends_at_wrong_bytes "$RUN/clients/dnf-lists-mirrorlist-$2/log/install" list_dnf "$2" mirrorlist \
    || show "$DNF/log/install"
  check "$1: pacman ends at wrong bytes and installs nothing" \
    ends_at_wrong_bytes "$RUN/clients/pacman/log/install" list_pacman "$2" || show "$PACMAN/log/install"
  check "$1: apt ends at wrong bytes of the right size" \
    ends_at_wrong_bytes "$RUN/clients/apt-debian-$2/log/install" list_apt "$2" || show "$APT/log/install"
  check "$1: aria2 notices wrong bytes by the digest" fails list_aria2 "$2" || show "$RUN/log/aria2-$2.log"
}

# Every mirror was found good, then they break, and nobody looks again within this run.
drive_faults_not_noticed() { # command...
  local fault
  if ! check 'lists: the program starts with good mirrors' \
    start_lists lists env Redirector__Crawl__CheckSeconds=86400 "$@" \
    || ! check 'lists: each names every mirror, and the metalink the digests' wait_until 60 everybody_is_listed; then
    show "$LISTS_LOG"
    stop_lists
    return
  fi
  kill -USR1 "$FAULTY_PID"
  for fault in "${LIST_FAULTS[@]}"; do
    check "lists, $fault: dnf with metalink= installs" list_dnf "$fault" metalink || show "$DNF/log/install"
    if [[ $fault =~ ^(corrupt|all)$ ]]; then wrong_bytes_are_noticed "lists, $fault" "$fault"
    else every_list_survives "lists, $fault" "$fault"; fi
  done
  check 'lists: meanwhile the faulty ones were still named' everybody_is_listed || show "$LISTS_LOG"
  stop_lists
}

drive_faults_noticed() { # command...
  local fault
  if ! check 'lists, crawled: the program starts with good mirrors' start_lists lists-crawled \
    env Redirector__Crawl__CheckSeconds=2 Redirector__Crawl__RecheckSeconds=0.5 "$@" \
    || ! check 'lists, crawled: each names every mirror' wait_until 60 everybody_is_listed; then
    show "$LISTS_LOG"
    stop_lists
    return
  fi
  kill -USR1 "$FAULTY_PID"
  for fault in dead missing corrupt; do
    check "lists, crawled: a mirror that is $fault leaves every list" wait_until 15 faulty_is_in_no_list "$fault" \
      || show "$LISTS_LOG"
  done
  check 'lists, crawled: dnf with metalink= installs' list_dnf all metalink || show "$DNF/log/install"
  every_list_survives 'lists, crawled' all
  stop_lists
}

drive_lists() { # command...
  drive_faults_not_noticed "$@"
  drive_faults_noticed "$@"
}
