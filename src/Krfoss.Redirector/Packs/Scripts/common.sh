# shellcheck shell=sh disable=SC2034,SC2154
# What all packs share: words, options, backups, one file at a time put in place of the old one.

fail() { # exit-code english korean
  say "$2" "$3" >&2
  exit "$1"
}

say() { # english korean
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    ko*) printf '%s\n' "$2" ;;
    *) printf '%s\n' "$1" ;;
  esac
}

usage() {
  say "Usage: $PACK.sh [--dry-run | --undo] [--plain] [--also HOST]... [--root DIR]
  --dry-run    show what would change, change nothing
  --undo       put back what was there before
  --plain      the address of $SITE_NAME alone, without the client's own fail-over
  --also HOST  (apt) count entries of this mirror as the distribution's own, too
  --root DIR   work on the system in this folder" \
    "사용법: $PACK.sh [--dry-run | --undo] [--plain] [--also 호스트]... [--root 폴더]
  --dry-run    무엇이 바뀌는지 보여 주기만 합니다
  --undo       이전 상태로 되돌립니다
  --plain      클라이언트의 대체 서버 기능 없이 $SITE_NAME 주소만 씁니다
  --also 호스트 (apt) 이 미러의 항목도 배포판 저장소로 봅니다
  --root 폴더   이 폴더 안의 시스템에 적용합니다"
}

ROOT=
MODE=apply
PLAIN=
ALSO=

options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) MODE=dry-run ;;
      --undo) MODE=undo ;;
      --plain) PLAIN=1 ;;
      --also | --root)
        [ $# -gt 1 ] || fail 2 "$1 needs a value." "$1 뒤에 값이 필요합니다."
        if [ "$1" = --root ]; then ROOT=${2%/}; else ALSO="$ALSO $2"; fi
        shift
        ;;
      --help | -h)
        usage
        exit 0
        ;;
      *)
        usage >&2
        exit 2
        ;;
    esac
    shift
  done
  [ -z "$ROOT" ] || [ -d "$ROOT" ] || fail 2 "There is no folder $ROOT." "$ROOT 폴더가 없습니다."
  if [ -z "$ROOT" ] && [ "$MODE" != dry-run ] && [ "$(id -u)" != 0 ]; then
    fail 2 "This needs root: run it with sudo." "root 권한이 필요합니다. sudo로 실행해 주세요."
  fi
}

# The distribution, as it describes itself.
OS_ID=
OS_VERSION=
OS_CODENAME=
OS_NAME=

os_value() { # key: the value without its quotes
  sed -n "s/^$1=//p" "$ROOT/etc/os-release" | sed -e 's/^"\(.*\)"$/\1/' -e "s/^'\(.*\)'\$/\1/" | head -n 1
}

read_os() {
  [ -r "$ROOT/etc/os-release" ] \
    || fail 3 "There is no /etc/os-release, so it cannot be told which system this is. Nothing was changed." \
      "/etc/os-release이 없어 어떤 시스템인지 알 수 없습니다. 아무것도 바꾸지 않았습니다."
  OS_ID=$(os_value ID)
  OS_VERSION=$(os_value VERSION_ID)
  OS_CODENAME=$(os_value VERSION_CODENAME)
  OS_NAME=$(os_value NAME)
}

unsupported() { # what is supported
  here="$OS_NAME $OS_VERSION${OS_CODENAME:+ ($OS_CODENAME)}"
  fail 3 "This script is for $1, and here is $here. Nothing was changed." \
    "이 스크립트는 $1 용인데 이 시스템은 $here 입니다. 아무것도 바꾸지 않았습니다."
}

one_of() { # word list
  case " $2 " in *" $1 "*) return 0 ;; esac
  return 1
}

# Backups: of each file as it was before the first time, and what was written in its place.
KEPT=/var/lib/krfoss-pack/
CHANGED=0
WORK=

begin() {
  WORK=$(mktemp -d) || exit 1
  trap 'rm -rf "$WORK"' EXIT
  trap 'exit 130' INT TERM HUP
  KEPT=$ROOT$KEPT$PACK
}

replace() { # path-below-root file-with-the-new-content
  if [ -f "$ROOT$1" ] && cmp -s "$ROOT$1" "$2"; then return 0; fi
  CHANGED=$((CHANGED + 1))
  if [ "$MODE" = dry-run ]; then
    say "--- $1 would become:" "--- $1 변경 예정:"
    if [ -f "$ROOT$1" ] && command -v diff >/dev/null; then diff -u "$ROOT$1" "$2" | tail -n +3; else cat "$2"; fi
    return 0
  fi
  mkdir -p "$KEPT/before$(dirname "$1")" "$KEPT/after$(dirname "$1")"
  if [ ! -f "$ROOT$1" ]; then
    mkdir -p "$(dirname "$ROOT$1")"
    [ -e "$KEPT/before$1" ] || : >"$KEPT/after$1.new"
    cp "$2" "$ROOT$1.krfoss-pack" && chmod 644 "$ROOT$1.krfoss-pack"
  else
    if [ ! -e "$KEPT/before$1" ] && [ ! -e "$KEPT/after$1.new" ]; then cp -p "$ROOT$1" "$KEPT/before$1"; fi
    # A copy keeps owner and mode; its content is exchanged before it takes the place of the old file.
    cp -p "$ROOT$1" "$ROOT$1.krfoss-pack" && cat "$2" >"$ROOT$1.krfoss-pack"
  fi
  cp "$2" "$KEPT/after$1"
  mv "$ROOT$1.krfoss-pack" "$ROOT$1"
  say "changed $1" "$1 변경"
}

undo() {
  if [ ! -d "$KEPT" ]; then
    say "There is nothing to undo." "되돌릴 것이 없습니다."
    exit 0
  fi
  left=0
  find "$KEPT/after" -type f ! -name '*.new' >"$WORK/undo"
  while IFS= read -r after; do
    path=${after#"$KEPT/after"}
    if ! cmp -s "$after" "$ROOT$path"; then
      left=$((left + 1))
      say "$path was changed since and stays as it is; what was there before is $KEPT/before$path" \
        "$path 파일은 그 뒤에 수정되어 그대로 둡니다. 이전 파일: $KEPT/before$path"
      continue
    fi
    if [ -e "$after.new" ]; then
      rm "$ROOT$path"
    else
      cp -p "$KEPT/before$path" "$ROOT$path.krfoss-pack" && mv "$ROOT$path.krfoss-pack" "$ROOT$path"
    fi
    rm -f "$after" "$after.new" "$KEPT/before$path"
    say "restored $path" "$path 복원"
  done <"$WORK/undo"
  [ "$left" = 0 ] || exit 4
  rm -rf "$KEPT"
  rmdir "$(dirname "$KEPT")" 2>/dev/null || :
}

finish() { # what to run next
  if [ "$MODE" = dry-run ]; then
    if [ "$CHANGED" = 0 ]; then say "Nothing would change." "바뀌는 것이 없습니다."; fi
  elif [ "$CHANGED" = 0 ]; then
    say "Everything is set up already." "이미 설정되어 있습니다."
  else
    say "Done. Next: $1    Back: the same command with --undo" \
      "완료했습니다. 다음 명령: $1    되돌리기: 같은 명령에 --undo"
  fi
}
