# shellcheck shell=bash
# pacman through the redirector, in a folder of its own, every signature required; sourced after common.sh.
PACMAN_AGENT='pacman/'

pacman_folder() {
  PACMAN=$RUN/clients/pacman
  rm -rf "$PACMAN"
  mkdir -p "$PACMAN"/{root,db,cache,keys,log}
  chmod 700 "$PACMAN/keys"
  gpg --batch --quiet --homedir "$PACMAN/keys" --import "$RUN/signer.gpg" 2>/dev/null
  echo "$(cat "$RUN/signer.fpr"):6:" | gpg --batch --quiet --homedir "$PACMAN/keys" --import-ownertrust 2>/dev/null
  # shellcheck disable=SC2016  # pacman expands its own variables
  local server="Server = $BASE/archlinux/"'$repo/os/$arch'
  printf '%s\n' '[options]' "RootDir = $PACMAN/root" "DBPath = $PACMAN/db" "CacheDir = $PACMAN/cache" \
    "GPGDir = $PACMAN/keys" "LogFile = $PACMAN/log/pacman" 'Architecture = x86_64' \
    'SigLevel = Required DatabaseRequired' 'ParallelDownloads = 5' '[core]' "$server" '[extra]' "$server" \
    >"$PACMAN/pacman.conf"
}

run_pacman() { # log arguments...
  pacman --config "$PACMAN/pacman.conf" --noconfirm --noprogressbar "${@:2}" </dev/null >"$PACMAN/log/$1" 2>&1
}

databases_unchanged() {
  awk -F '\t' '$3 == 304 && $4 ~ /\/core\.db$/ { found = 1 } END { exit !found }' "$ACCESS"
}

drive_pacman() {
  local name='pacman, archlinux' packages
  : >"$ACCESS"
  pacman_folder
  check "$name: -Sy" run_pacman sync -Sy || show "$PACMAN/log/sync"
  run_pacman again -Sy || true
  check "$name: a second -Sy finds nothing new" databases_unchanged || show "$PACMAN/log/again"
  check "$name: -Sw, with : and + in a name" run_pacman download -Sw core-four extra-two || show "$PACMAN/log/download"
  packages=$(find "$PACMAN/cache" -name '*.zst' | wc -l)
  check "$name: six packages arrived ($packages)" test "$packages" = 6 || true
  check "$name: -S into an empty root" run_pacman install -S core-two || show "$PACMAN/log/install"
  check "$name: the files stand in the root" test -s "$PACMAN/root/usr/share/core-two/data" || true
  check "$name: -Fy" run_pacman files -Fy || show "$PACMAN/log/files"
  check_who_served "$name" "$PACMAN_AGENT"
}
