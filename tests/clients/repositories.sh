#!/usr/bin/env bash
# Builds small signed repositories with the distributions' own tools, below $RUN/repos: origin, and copies m1, m2, m3.
#   debian (by-hash), kali (no by-hash)   apt-ftparchive
#   rocky                                 rpmbuild, rpmsign, createrepo_c; packages and repomd.xml signed
#   archlinux (core, extra)               makepkg, repo-add; packages and databases signed
# Each holds <name>-one … <name>-four, every package needing the one before it.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
use_run_folder

TOP=$RUN/repos/origin
BUILD=$RUN/build
SIGNER=acceptance@example.org
NAMES=(one two three four)
export GNUPGHOME=$RUN/signer
mkdir -p "$TOP" "$BUILD" "$GNUPGHOME"
chmod 755 "$BUILD"
chmod 700 "$GNUPGHOME"
trap stop_key_agents EXIT

payload() { head -c "$((150000 + $1 * 1000))" /dev/urandom; } # unlike sizes, so that a mix-up shows

before() { # index prefix: the package that this one needs
  if (($1 > 0)); then echo "$2-${NAMES[$1 - 1]}"; fi
}

make_signer() {
  gpg --batch --quiet --passphrase '' --quick-generate-key "Acceptance <$SIGNER>" rsa2048 sign never
  gpg --batch --quiet --export "$SIGNER" >"$RUN/signer.gpg"
  gpg --batch --quiet --armor --export "$SIGNER" >"$RUN/signer.asc"
  gpg --batch --with-colons --list-keys "$SIGNER" | awk -F: '$1 == "fpr" { print $10; exit }' >"$RUN/signer.fpr"
}
detach() { gpg --batch --quiet --yes --local-user "$SIGNER" "${@:2}" --detach-sign --output "$1${SUFFIX:-.sig}" "$1"; }

deb() { # folder name version number needs
  local tree=$BUILD/deb-$2
  mkdir -p "$tree/DEBIAN" "$tree/usr/share/$2"
  payload "$4" >"$tree/usr/share/$2/data"
  {
    printf '%s\n' "Package: $2" "Version: $3" 'Architecture: all' "Maintainer: Acceptance <$SIGNER>" \
      'Section: misc' 'Priority: optional'
    if [ -n "$5" ]; then echo "Depends: $5"; fi
    echo 'Description: package of the client acceptance'
  } >"$tree/DEBIAN/control"
  dpkg-deb --root-owner-group -Znone --build "$tree" "$1/$2_${3#*:}_all.deb" >/dev/null
}

apt_repository() { # name by-hash(yes|no)
  local top=$TOP/$1 pool=$TOP/$1/pool/main/h/hello dist=$TOP/$1/dists/stable option=APT::FTPArchive::Release i file sum
  mkdir -p "$pool" "$dist/main/binary-amd64"
  for i in "${!NAMES[@]}"; do deb "$pool" "$1-${NAMES[i]}" "1.0-$i" "$i" "$(before "$i" "$1")"; done
  deb "$pool" "$1-odd" '2:1.0+git~rc1-1' 9 '' # apt writes %2b and %7e for these bytes
  (cd "$top" && apt-ftparchive packages pool >dists/stable/main/binary-amd64/Packages)
  xz -k "$dist/main/binary-amd64/Packages"
  gzip -nk "$dist/main/binary-amd64/Packages"
  apt-ftparchive -o $option::Origin=Acceptance -o $option::Suite=stable -o $option::Codename=stable \
    -o $option::Architectures=amd64 -o $option::Components=main -o $option::Acquire-By-Hash="$2" release "$dist" \
    >"$BUILD/$1-Release"
  mv "$BUILD/$1-Release" "$dist/Release"
  if [ "$2" = yes ]; then
    for file in "$dist"/main/binary-amd64/Packages*; do
      sum=$(sha512sum "$file") # apt asks by the strongest hash that Release names
      install -D -m 644 "$file" "$dist/main/binary-amd64/by-hash/SHA512/${sum%% *}"
    done
  fi
  gpg --batch --quiet --local-user "$SIGNER" --clearsign --output "$dist/InRelease" "$dist/Release"
  gpg --batch --quiet --local-user "$SIGNER" --armor --detach-sign --output "$dist/Release.gpg" "$dist/Release"
}

rpm_repository() { # name
  local top=$TOP/$1/9/BaseOS/x86_64/os work=$BUILD/rpm-$1 i needs
  mkdir -p "$top/Packages" "$work"
  for i in "${!NAMES[@]}"; do
    needs=$(before "$i" "$1")
    payload "$i" >"$work/data$i"
    {
      printf '%s\n' '%define _binary_payload w1.gzdio' "Name: $1-${NAMES[i]}" 'Version: 1.0^git' "Release: $i" \
        'Summary: package of the client acceptance' 'License: MIT' 'BuildArch: noarch'
      if [ -n "$needs" ]; then echo "Requires: $needs"; fi
      printf '%s\n' '%description' 'Package of the client acceptance.' '%install' \
        "install -D -m 644 $work/data$i %{buildroot}/usr/share/$1-${NAMES[i]}/data" '%files' "/usr/share/$1-${NAMES[i]}"
    } >"$work/$i.spec"
    rpmbuild -bb --quiet --define "_topdir $work" --define "_rpmdir $top/Packages" \
      --define '_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' "$work/$i.spec"
  done
  rpmsign --addsign --define "_gpg_name $SIGNER" --define "_gpg_path $GNUPGHOME" --define "__gpg $(command -v gpg)" \
    "$top"/Packages/*.rpm
  createrepo_c --quiet --general-compress-type=gz "$top"
  SUFFIX=.asc detach "$top/repodata/repomd.xml" --armor
}

as_builder() { # makepkg refuses root
  if [ "$(id -u)" = 0 ]; then setpriv --reuid nobody --regid nogroup --clear-groups "$@"; else "$@"; fi
}

pacman_repository() { # database
  local top=$TOP/archlinux/$1/os/x86_64 i work needs file
  mkdir -p "$top"
  for i in "${!NAMES[@]}"; do
    work=$BUILD/pacman-$1-$i
    needs=$(before "$i" "$1")
    mkdir -p "$work"
    payload "$i" >"$work/data"
    {
      printf '%s\n' "pkgname=$1-${NAMES[i]}" 'pkgver=1.0+x' "pkgrel=$((i + 1))" "arch=('any')" \
        "source=('data')" "sha256sums=('SKIP')"
      if ((i == 0)); then echo 'epoch=1'; fi # a raw ":" in the file name
      if [ -n "$needs" ]; then echo "depends=('$needs')"; fi
      # shellcheck disable=SC2016  # makepkg expands these, not this script
      echo 'package() { install -D -m 644 "$srcdir/data" "$pkgdir/usr/share/$pkgname/data"; }'
    } >"$work/PKGBUILD"
    if [ "$(id -u)" = 0 ]; then chown -R nobody "$work"; fi
    (cd "$work" && as_builder env HOME="$work" PKGEXT=.pkg.tar.zst PKGDEST="$work" BUILDDIR="$work" SRCDEST="$work" \
      makepkg --nodeps --nocheck --force)
    cp "$work"/*.pkg.tar.zst "$top/"
  done
  for file in "$top"/*.pkg.tar.zst; do detach "$file"; done
  (cd "$top" && GPGKEY=$SIGNER repo-add --quiet --sign "$1.db.tar.gz" ./*.pkg.tar.zst)
}

build() { # job arguments...: its output is worth reading only when it fails
  local name
  name=$(IFS=-; echo "$*")
  "$@" </dev/null >"$RUN/log/build-$name.log" 2>&1
}
give_up() {
  echo 'building the repositories failed:' >&2
  tail -n 8 "$RUN"/log/build-*.log >&2
  exit 1
}
trap give_up ERR

build make_signer
jobs=()
(build apt_repository debian yes; build apt_repository kali no) & jobs+=($!)
(build rpm_repository rocky) & jobs+=($!)
(build pacman_repository core; build pacman_repository extra) & jobs+=($!)
for job in "${jobs[@]}"; do wait "$job"; done

for mirror in m1 m2 m3; do cp -a "$TOP" "$RUN/repos/$mirror"; done
rm -rf "$BUILD"
touch "$RUN/repos/complete"
