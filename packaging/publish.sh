#!/usr/bin/env bash
# Publishes the program into a folder:
#   packaging/publish.sh framework-dependent|self-contained FOLDER [RID]
# framework-dependent: small, needs the ASP.NET Core 10 runtime on the server (or /usr/bin/dotnet beside it).
# self-contained: one executable with the runtime in it, beside it SQLite's library, settings and config/.
# Both are compiled beforehand (ReadyToRun), which halves the time of a start; READY_TO_RUN=false leaves that out, for
# tests. RID is linux-x64 unless linux-arm64 is named. The checkout is not touched: a copy is built of what git knows,
# with the versions of the lock files.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PROJECT=src/Krfoss.Redirector
usage() { echo "usage: $0 framework-dependent|self-contained FOLDER [linux-x64|linux-arm64]" >&2; exit 2; }

FORM=${1:-} OUT=${2:-} RID=${3:-linux-x64}
[ -n "$OUT" ] || usage
case $FORM in
  framework-dependent) SELF=false ;;
  self-contained) SELF=true ;;
  *) usage ;;
esac
case $RID in linux-x64 | linux-arm64) ;; *) usage ;; esac
if [ -e "$OUT" ] && [ -n "$(ls -A "$OUT")" ]; then echo "$OUT is not empty" >&2; exit 2; fi
mkdir -p "$OUT"
OUT=$(cd "$OUT" && pwd)

: "${READY_TO_RUN:=true}"
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
WORK=$(mktemp -d -t krfoss-publish.XXXXXX)
trap 'rm -rf "$WORK"' EXIT
cd "$ROOT"
git ls-files -z --cached -- src config LICENSE \
  global.json Directory.Build.props Directory.Packages.props .editorconfig \
  | xargs -0 cp --parents -t "$WORK"
cd "$WORK"

missing_packs() { # what a restore could not get, in words
  local packs
  packs=$(grep -Eo 'NU110[0-9]: Unable to find package [^ .]+(\.[^ .]+)*' "$WORK/restore.log" | sed 's/.* //' | sort -u)
  cat "$WORK/restore.log" >&2
  if [ -n "$packs" ]; then
    printf 'The package source has none of:\n%s\n' "$packs" >&2
    echo "A $FORM build for $RID needs them: the compiler ahead of time, and the runtime for self-contained." >&2
  fi
  exit 1
}

# Without a RID of its own: the lock file holds for all of them.
dotnet restore "$PROJECT" --locked-mode -p:PublishReadyToRun="$READY_TO_RUN" -p:SelfContained=$SELF \
  >"$WORK/restore.log" 2>&1 || missing_packs
dotnet publish "$PROJECT" --no-restore -c Release -r "$RID" --self-contained $SELF -p:PublishSingleFile=$SELF \
  -p:PublishReadyToRun="$READY_TO_RUN" -p:PublishReadyToRunComposite=false -p:DebugType=none \
  -p:SourceRevisionId="$(git -C "$ROOT" rev-parse HEAD)" -o "$OUT"
rm -f "$OUT"/*.pdb "$OUT"/*.xml "$OUT"/*.staticwebassets.endpoints.json
chmod -R u=rwX,go=rX "$OUT"
