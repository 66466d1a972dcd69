# shellcheck shell=sh disable=SC2034,SC2154
# pacman: Arch Linux, Arch Linux ARM, CachyOS. Puts our lines in front of a list of servers; all others stay behind
# them, so that pacman goes on where we are away.

BEGIN_MARK="## >>> $SITE_NAME"
END_MARK="## <<< $SITE_NAME"

check_pacman_system() {
  case $PACK in
    archlinux) [ "$OS_ID" = arch ] || unsupported "Arch Linux" ;;
    archlinux-arm) [ "$OS_ID" = archarm ] || unsupported "Arch Linux ARM" ;;
    cachyos) [ "$OS_ID" = cachyos ] || unsupported "CachyOS" ;;
  esac
}

pacman_major() { # 0 = not known
  set -- "$ROOT"/var/lib/pacman/local/pacman-[0-9]*
  version=${1##*/pacman-}
  version=${version%%.*}
  case $version in '' | *[!0-9]*) echo 0 ;; *) echo "$version" ;; esac
}

# From pacman 7 on there is CacheServer: packages through us, databases from the origin, and a failure costs nothing.
lines_for() { # repository layout
  printf '%s\n' "$BEGIN_MARK"
  if [ -n "$PLAIN" ]; then
    printf '%s\n' "Server = $SITE/$1/$2"
  else
    if [ "$(pacman_major)" -ge 7 ]; then word=CacheServer; else word=Server; fi
    printf '%s\n' "$word = $SITE/$1/$2"
    origin=$(origin_of "$1")
    [ -z "$origin" ] || printf '%s\n' "Server = $origin/$2"
  fi
  printf '%s\n' "$END_MARK"
}

list() { # path repository layout
  [ -f "$ROOT$1" ] || return 0
  {
    lines_for "$2" "$3"
    awk -v begin="$BEGIN_MARK" -v end="$END_MARK" -v ours="$SITE/" '
      $0 == begin { inside = 1 }
      !inside && !(/^[ \t]*(Cache)?Server[ \t]*=/ && index($0, ours)) { print }
      $0 == end { inside = 0 }' "$ROOT$1"
  } >"$WORK/new" || exit 1
  replace "$1" "$WORK/new"
}

# shellcheck disable=SC2016 # $repo and $arch are pacman's
apply_pacman() {
  case $PACK in
    archlinux) list /etc/pacman.d/mirrorlist archlinux '$repo/os/$arch' ;;
    archlinux-arm) list /etc/pacman.d/mirrorlist archlinux-arm '$arch/$repo' ;;
    cachyos)
      list /etc/pacman.d/mirrorlist archlinux '$repo/os/$arch'
      list /etc/pacman.d/cachyos-mirrorlist cachyos 'repo/$arch/$repo'
      list /etc/pacman.d/cachyos-v3-mirrorlist cachyos 'repo/$arch_v3/$repo'
      list /etc/pacman.d/cachyos-v4-mirrorlist cachyos 'repo/$arch_v4/$repo'
      ;;
  esac
}

main() {
  options "$@"
  begin
  if [ "$MODE" = undo ]; then
    undo
    return
  fi
  read_os
  check_pacman_system
  [ -f "$ROOT/etc/pacman.d/mirrorlist" ] \
    || fail 3 "There is no /etc/pacman.d/mirrorlist. Nothing was changed." \
      "/etc/pacman.d/mirrorlist이 없습니다. 아무것도 바꾸지 않았습니다."
  apply_pacman
  finish "pacman -Syu"
}
