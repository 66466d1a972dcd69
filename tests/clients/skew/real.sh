# shellcheck shell=bash
# Real apt, dnf and pacman in the skew test; sourced after common.sh, apt.sh and dnf.sh. Each forgets what it had and
# downloads every package of the repository. They check digests themselves, and none of them comes back to us after a
# 404, so a run that succeeds has seen nothing wrong. A run during which the origin published may have been overtaken:
# it does not count and is made again.

REAL_TOOLS=()
for real_number in $(seq -w 40); do REAL_TOOLS+=("tool$real_number"); done
REAL_TOOLS+=(rebuilt)

make_skew_signer() {
  gpg --batch --quiet --passphrase '' --quick-generate-key 'Skew <skew@example.org>' rsa2048 sign never
  gpg --batch --quiet --export skew@example.org >"$RUN/signer.gpg"
}

downloaded() { # folder pattern: everything is there
  [ "$(find "$1" -name "$2" | wc -l)" = ${#REAL_TOOLS[@]} ]
}

real_apt() {
  apt_folder debian
  REAL_LOG=$APT/log/install
  run_apt update update && run_apt install install --download-only "${REAL_TOOLS[@]}" \
    && downloaded "$APT/cache/archives" '*.deb'
}

real_dnf() {
  dnf_folder rocky
  REAL_LOG=$DNF/log/install
  sed -i 's/gpgcheck=1/gpgcheck=0/' "$DNF/repos/acceptance.repo"
  run_dnf install install --downloadonly --downloaddir="$DNF/downloads" "${REAL_TOOLS[@]}" \
    && downloaded "$DNF/downloads" '*.rpm'
}

real_pacman() {
  local folder=$RUN/clients/skew-pacman
  REAL_LOG=$folder/log
  rm -rf "$folder"
  mkdir -p "$folder"/{root,db,cache}
  # shellcheck disable=SC2016  # pacman expands its own variables
  printf '%s\n' '[options]' "RootDir = $folder/root" "DBPath = $folder/db" "CacheDir = $folder/cache" \
    "LogFile = $folder/pacman.log" 'Architecture = x86_64' 'SigLevel = Never' 'ParallelDownloads = 5' \
    '[core]' "Server = $BASE/archlinux/"'$repo/os/$arch' >"$folder/conf"
  pacman --config "$folder/conf" --noconfirm --noprogressbar -Syw "${REAL_TOOLS[@]}" </dev/null >"$REAL_LOG" 2>&1 \
    && downloaded "$folder/cache" '*.zst'
}

drive_real_client() { # client program address
  local attempt before
  BASE=$3
  for attempt in 1 2 3 4 5 6; do
    before=$(cat "$STATE")
    if "real_$1"; then
      check "skew, $2: $1 downloads everything while the origin shows generation $before (attempt $attempt)" true
      return
    fi
    if [ "$before" = "$(cat "$STATE")" ]; then break; fi
  done
  check "skew, $2: $1 downloads everything while the origin shows generation $before" false || show "$REAL_LOG"
}

drive_real_clients() { # rounds program=address...
  local rounds=$1 round pair client
  shift
  wait_until 120 test -s "$STATE"
  for round in $(seq "$rounds"); do
    for client in apt dnf pacman; do
      for pair in "$@"; do
        if [ "$round" -gt 1 ] && [ "$(cat "$STATE")" = over ]; then return; fi
        drive_real_client "$client" "${pair%%=*}" "${pair#*=}"
      done
    done
  done
}
