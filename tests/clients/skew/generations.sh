#!/usr/bin/env bash
# Builds what an origin publishes one after the other, with the distributions' own tools, as $1/0 to $1/$2: whole
# trees, so that publishing is one step. Each holds an apt, an rpm and a pacman repository with tool01 to tool40 and
# "rebuilt".
# A generation brings new versions of three tools; the files that they replace leave the index at once, and the origin
# two generations later. In every other generation "rebuilt" has new bytes of the same length under its old name.
set -euo pipefail
: "${RUN:?the folder of this run}" "${GNUPGHOME:?where the key of skew@example.org is}"
TOP=$1
LAST=$2
TOOLS=40
RENEWED=3
WORK=$RUN/skew/work
DEB=debian
RPM=rocky/9/BaseOS/x86_64/os
ARCH=archlinux/core/os/x86_64
mkdir -p "$WORK"

names_of() { # generation: what it renews
  local i
  if (($1 == 0)); then seq -f 'tool%02g' "$TOOLS"; else
    for i in $(seq 0 $((RENEWED - 1))); do printf 'tool%02d\n' $(((($1 - 1) * RENEWED + i) % TOOLS + 1)); done
  fi
  if (($1 % 2 == 0)); then echo rebuilt; fi
}
version_of() { if [ "$2" = rebuilt ]; then echo 1; else echo $(($1 + 1)); fi; } # generation name

replace() { # from to: whoever has another generation's name of the old file keeps it
  rm -f "$2"
  mv "$1" "$2"
}

add_debs() { # generation tree
  local name sum version pool=$2/$DEB/pool/main/t dist=$2/$DEB/dists/stable data=$WORK/deb index
  local option=APT::FTPArchive::Release
  index=$dist/main/binary-amd64
  mkdir -p "$pool" "$index"/by-hash/SHA{256,512}
  for name in $(names_of "$1"); do
    version=$(version_of "$1" "$name")
    rm -rf "$data"
    mkdir -p "$data/DEBIAN" "$data/usr/share"
    head -c 20000 /dev/urandom >"$data/usr/share/$name"
    printf '%s\n' "Package: $name" "Version: $version" 'Architecture: all' 'Maintainer: Skew <skew@example.org>' \
      'Description: package of the skew test' >"$data/DEBIAN/control"
    dpkg-deb --root-owner-group -Znone --build "$data" "$WORK/new.deb" >/dev/null
    replace "$WORK/new.deb" "$pool/${name}_${version}_all.deb"
  done
  rm -f "$dist/InRelease" "$index"/Packages*
  (cd "$2/$DEB" && apt-ftparchive packages pool) | newest_stanzas >"$index/Packages"
  gzip -nk "$index/Packages"
  for name in Packages Packages.gz; do
    for sum in 256 512; do
      ln -f "$index/$name" "$index/by-hash/SHA$sum/$("sha${sum}sum" "$index/$name" | cut -d' ' -f1)"
    done
  done
  apt-ftparchive -o $option::Suite=stable -o $option::Codename=stable -o $option::Architectures=amd64 \
    -o $option::Components=main -o $option::Acquire-By-Hash=yes release "$dist" >"$WORK/Release"
  gpg --batch --quiet --local-user skew@example.org --clearsign --output "$dist/InRelease" "$WORK/Release"
}

newest_stanzas() { # of each package the highest version: the pool keeps older files for a while
  awk -v RS= -v ORS='\n\n' '{
    match($0, /Package: [^\n]*/); name = substr($0, RSTART + 9, RLENGTH - 9)
    match($0, /Version: [^\n]*/); version = substr($0, RSTART + 9, RLENGTH - 9) + 0
    if (!(name in best) || version > best[name]) { best[name] = version; text[name] = $0 }
  } END { for (name in text) print text[name] }'
}

add_rpms() { # generation tree
  local name top=$2/$RPM work=$WORK/rpm built
  rm -rf "$work"
  mkdir -p "$top/Packages" "$work/data" "$work/repo"
  {
    printf '%s\n' '%define _binary_payload w0.gzdio' 'Name: skew' "Version: $1" 'Release: 1' 'Summary: x' \
      'License: MIT' 'BuildArch: noarch' '%description' x
    for name in $(names_of "$1"); do
      printf '%s\n' "%package -n $name" "Version: $(version_of "$1" "$name")" 'Summary: x' "%description -n $name" x
      head -c 20000 /dev/urandom >"$work/data/$name"
    done
    printf '%s\n' '%install' 'mkdir -p %{buildroot}/usr/share' "cp $work/data/* %{buildroot}/usr/share/"
    for name in $(names_of "$1"); do printf '%s\n' "%files -n $name" "/usr/share/$name"; done
  } >"$work/skew.spec"
  rpmbuild -bb --quiet --define "_topdir $work" --define "_rpmdir $work/out" \
    --define '_rpmfilename %%{NAME}-%%{VERSION}-1.noarch.rpm' "$work/skew.spec"
  for built in "$work"/out/*.rpm; do replace "$built" "$top/Packages/${built##*/}"; done
  (cd "$top" && newest_rpms >"$work/list" \
    && createrepo_c --quiet --no-database --general-compress-type=gz --pkglist "$work/list" --outputdir "$work/repo" .)
  rm -f "$top/repodata/repomd.xml"
  mkdir -p "$top/repodata"
  cp -n "$work"/repo/repodata/* "$top/repodata/"
}

newest_rpms() {
  find Packages -name '*.rpm' | sort -V | awk -F- '{ last[$1] = $0 } END { for (name in last) print last[name] }'
}

add_pacman() { # generation tree
  local name top=$2/$ARCH data=$WORK/arch version added=() file
  mkdir -p "$top"
  for name in $(names_of "$1"); do
    version=$(version_of "$1" "$name")
    rm -rf "$data"
    mkdir -p "$data/usr/share"
    head -c 20000 /dev/urandom >"$data/usr/share/$name"
    printf '%s\n' "pkgname = $name" "pkgbase = $name" "pkgver = $version-1" 'pkgdesc = x' 'arch = any' 'size = 20000' \
      >"$data/.PKGINFO"
    (cd "$data" && bsdtar --zstd -cf "$WORK/new.pkg" .PKGINFO usr)
    file=$name-$version-1-any.pkg.tar.zst
    replace "$WORK/new.pkg" "$top/$file"
    added+=("$file")
  done
  # repo-add writes through links; the tree before has the same files.
  for file in core.db.tar.gz core.files.tar.gz; do
    if [ -e "$top/$file" ]; then cp "$top/$file" "$WORK/db" && replace "$WORK/db" "$top/$file"; fi
  done
  (cd "$top" && repo-add --quiet core.db.tar.gz "${added[@]}")
  rm -f "$top"/core.{db,files} "$top"/*.old
  cp "$top/core.db.tar.gz" "$top/core.db"
  cp "$top/core.files.tar.gz" "$top/core.files"
}

forget() { # generation tree: what the generation two before it replaced
  local name version
  (($1 > 2)) || return 0
  for name in $(names_of $(($1 - 2))); do
    if [ "$name" = rebuilt ]; then continue; fi
    find "$2" -regextype posix-extended -regex ".*/${name}[-_][0-9]+[-_].*" | sort -V | while read -r version; do
      if (($(sed -E "s/.*${name}[-_]([0-9]+)[-_].*/\1/" <<<"$version") <= $1 - 2)); then rm -f "$version"; fi
    done
  done
}

for generation in $(seq 0 "$LAST"); do
  tree=$TOP/$generation
  if ((generation == 0)); then mkdir -p "$tree"; else cp -al "$TOP/$((generation - 1))" "$tree"; fi
  forget "$generation" "$tree"
  jobs=()
  add_debs "$generation" "$tree" & jobs+=($!)
  add_rpms "$generation" "$tree" & jobs+=($!)
  add_pacman "$generation" "$tree" & jobs+=($!)
  for job in "${jobs[@]}"; do wait "$job"; done
done
rm -rf "$WORK"
