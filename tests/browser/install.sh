#!/usr/bin/env bash
# Installs what the browser tests need: Chromium and a font with Hangul from Debian's own archive, the driver and the
# accessibility rules from npm, in the versions of the lock file. Does nothing when all of it is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

missing=()
for tool in chromium node npm; do command -v "$tool" >/dev/null || missing+=("$tool"); done
if [ ! -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ]; then missing+=(fonts-noto-cjk); fi
if ((${#missing[@]} > 0)); then
  echo "missing: ${missing[*]}"
  run=()
  if [ "$(id -u)" != 0 ]; then run=(sudo -n); fi
  "${run[@]}" apt-get update -q
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
    chromium fonts-noto-cjk nodejs npm </dev/null
fi

if ! npm ls --silent >/dev/null 2>&1; then npm ci --no-audit --no-fund; fi
