# shellcheck shell=sh disable=SC2034,SC2154
# dnf: Rocky Linux, AlmaLinux, CentOS Stream. In the distribution's own sections the addresses become comments and
# ours takes their place; sections of others stay byte for byte.

check_dnf_system() {
  major=${OS_VERSION%%.*}
  case $PACK in
    rocky) one_of "$OS_ID-$major" "rocky-8 rocky-9 rocky-10" || unsupported "Rocky Linux 8, 9, 10" ;;
    almalinux)
      one_of "$OS_ID-$major" "almalinux-8 almalinux-9 almalinux-10" || unsupported "AlmaLinux 8, 9, 10"
      ;;
    centos) one_of "$OS_ID-$major" "centos-9 centos-10" || unsupported "CentOS Stream 9, 10" ;;
  esac
}

apply_dnf() {
  dnf_sections >"$WORK/program"
  for file in "$ROOT"/etc/yum.repos.d/*.repo; do
    [ -f "$file" ] || continue
    awk -v site="$SITE" -v pack="$PACK" -v plain="$PLAIN" -f "$WORK/program" "$file" >"$WORK/new" || exit 1
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
  check_dnf_system
  apply_dnf
  finish "dnf makecache"
}
