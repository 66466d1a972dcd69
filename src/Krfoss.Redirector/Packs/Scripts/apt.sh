# shellcheck shell=sh disable=SC2034,SC2154
# apt: Debian, Ubuntu, Kali, Proxmox. Exchanges the addresses of the distribution's own entries, where they stand and
# in the form they stand in; everything else in these files stays byte for byte.

SUITES_OF_DEBIAN="buster bullseye bookworm trixie forky sid"
SUITES_OF_UBUNTU="bionic focal jammy noble questing resolute"

is_proxmox() { # package
  [ "$OS_ID" = debian ] && [ -e "$ROOT/var/lib/dpkg/info/$1.list" ] \
    && one_of "$OS_CODENAME" "bullseye bookworm trixie"
}

check_apt_system() {
  case $PACK in
    cm)
      case $OS_ID in
        debian) one_of "$OS_CODENAME" "$SUITES_OF_DEBIAN" || unsupported "Debian $SUITES_OF_DEBIAN" ;;
        ubuntu) one_of "$OS_CODENAME" "$SUITES_OF_UBUNTU" || unsupported "Ubuntu $SUITES_OF_UBUNTU" ;;
        kali) ;;
        *) unsupported "Debian, Ubuntu, Kali" ;;
      esac
      ;;
    pve)
      is_proxmox pve-manager || unsupported "Proxmox VE 7, 8, 9"
      ;;
    pbs)
      is_proxmox proxmox-backup-server || unsupported "Proxmox Backup Server 2, 3, 4"
      ;;
  esac
  case $SITE in
    https://*)
      # Without the authorities' certificates apt could not even fetch them from here.
      [ -s "$ROOT/etc/ssl/certs/ca-certificates.crt" ] \
        || fail 3 "Install ca-certificates first (apt-get install ca-certificates). Nothing was changed." \
          "먼저 ca-certificates를 설치해 주세요(apt-get install ca-certificates). 아무것도 바꾸지 않았습니다."
      ;;
  esac
}

# Mirrors that many installations in Korea were pointed at; --also names others.
KNOWN="mirror.kakao.com ftp.kaist.ac.kr mirror.navercorp.com ftp.lanet.kr ftp.harukasan.org mirror.krfoss.org"

rewrite_apt() { # form file
  { apt_rules && "$1"; } >"$WORK/program"
  awk -v site="$SITE" -v site_host="$SITE_HOST" -v plain="$PLAIN" -v known=" $KNOWN$ALSO " -f "$WORK/program" "$2"
}

apply_apt() {
  for file in "$ROOT/etc/apt/sources.list" "$ROOT"/etc/apt/sources.list.d/*; do
    [ -f "$file" ] || continue
    case $file in
      *.sources) rewrite_apt apt_deb822 "$file" >"$WORK/new" || exit 1 ;;
      *.list) rewrite_apt apt_one_line "$file" >"$WORK/new" || exit 1 ;;
      *) continue ;;
    esac
    replace "${file#"$ROOT"}" "$WORK/new"
  done
}

main() {
  options "$@"
  begin
  if [ "$MODE" = undo ]; then
    undo
    return
  fi
  read_os
  check_apt_system
  apply_apt
  finish "apt-get update"
}
