# shellcheck shell=bash
# The lists with fail-over, read by real clients while the mirrors in front of the good one are dead, have nothing, or
# have wrong bytes. Sourced after the scripts of the clients; starts a program and faulty mirrors of its own.
# docs/lists.md has the table of what is checked here.

LIST_FAULTS=(dead missing corrupt all)

start_lists() { # command...: the program under test, once more
  node "$HERE/faulty.mjs" "$RUN/repos" "$FARM_PORT" "$FARM_NET" >"$RUN/log/faulty.log" 2>&1 &
  FAULTY_PID=$!
  BASE=http://127.0.0.1:$(free_port)
  export BASE
  "$HERE/lists-catalog.sh" >"$RUN/lists.yaml"
  env --chdir="${ROOT:?}" ASPNETCORE_URLS="$BASE" Redirector__Catalog="$RUN/lists.yaml" \
    ConnectionStrings__Registry="Data Source=$RUN/lists-$$.db" "$@" </dev/null >"$RUN/log/lists.log" 2>&1 &
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
metalink_has_digests() { curl -sf --max-time 5 "$(metalink_url "$1")" | grep -q '<hash type="sha256">'; }

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

drive_lists() { # command...
  local fault
  if ! check 'lists: the program starts with faulty mirrors' start_lists "$@"; then
    show "$RUN/log/lists.log"
    return
  fi
  for fault in "${LIST_FAULTS[@]}"; do
    check "lists, $fault: a metalink gets the digests of the origin's index" \
      wait_until 30 metalink_has_digests "$fault" || show "$RUN/log/lists.log"
    check "lists, $fault: dnf with metalink= installs" list_dnf "$fault" metalink || show "$DNF/log/install"
    case $fault in
      corrupt | all) # nothing tells these three which bytes are right before they have chosen a mirror
        check "lists, $fault: dnf with mirrorlist= ends at wrong bytes and installs nothing" \
          ends_at_wrong_bytes "$RUN/clients/dnf-lists-mirrorlist-$fault/log/install" list_dnf "$fault" mirrorlist \
          || show "$DNF/log/install"
        check "lists, $fault: pacman ends at wrong bytes and installs nothing" \
          ends_at_wrong_bytes "$RUN/clients/pacman/log/install" list_pacman "$fault" || show "$PACMAN/log/install"
        ;;
      *)
        check "lists, $fault: dnf with mirrorlist= installs" list_dnf "$fault" mirrorlist || show "$DNF/log/install"
        check "lists, $fault: pacman with the Server list installs" list_pacman "$fault" || show "$PACMAN/log/install"
        ;;
    esac
    if [[ $fault =~ ^(corrupt|all)$ ]]; then
      check "lists, $fault: apt ends at wrong bytes of the right size" \
        ends_at_wrong_bytes "$RUN/clients/apt-debian-$fault/log/install" list_apt "$fault" || show "$APT/log/install"
      check "lists, $fault: aria2 notices wrong bytes by the digest" fails list_aria2 "$fault" \
        || show "$RUN/log/aria2-$fault.log"
    else
      check "lists, $fault: apt with mirror+http downloads" list_apt "$fault" || show "$APT/log/install"
      check "lists, $fault: aria2 with .meta4 gets the right bytes" list_aria2 "$fault" \
        || show "$RUN/log/aria2-$fault.log"
    fi
  done
  stop_lists
}
