#!/usr/bin/env bash
# Installs what the client acceptance needs, from Debian's own archive. Does nothing when all of it is there.
set -euo pipefail

tools=(apt-ftparchive dnf createrepo_c rpmbuild rpmsign pacman makepkg repo-add bsdtar zstd xz gpg node curl promtool
  aria2c)
packages=(apt-utils dnf createrepo-c rpm pacman-package-manager makepkg libarchive-tools zstd xz-utils gnupg nodejs curl
  prometheus aria2)

missing=()
for tool in "${tools[@]}"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
if ((${#missing[@]} == 0)); then exit 0; fi
echo "missing: ${missing[*]}"
if [ "$(id -u)" != 0 ]; then exec sudo -n "$0"; fi

# Packages such as prometheus would start a service of their own; a test machine wants only their programs.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -qy --no-install-recommends "${packages[@]}" </dev/null

for tool in "${tools[@]}"; do
  command -v "$tool" >/dev/null || { echo "still missing after the installation: $tool" >&2; exit 1; }
done
