#!/usr/bin/env bash
# Builds the Debian package from a published folder, with dpkg-deb alone:
#   packaging/debian/build.sh PUBLISHED FOLDER [VERSION]
# PUBLISHED is what packaging/publish.sh wrote; the package of a framework-dependent one needs the runtime's package.
# The name of the package that was built is the last line. Set SOURCE_DATE_EPOCH to get the same bytes each time.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
PUBLISHED=${1:?usage: build.sh PUBLISHED FOLDER [VERSION]} OUT=${2:?usage: build.sh PUBLISHED FOLDER [VERSION]}
VERSION=${3:-$(sed -n 's#.*<Version>\(.*\)</Version>.*#\1#p' "$ROOT/Directory.Build.props")-1}
NAME=krfoss-redirector
: "${SOURCE_DATE_EPOCH:=$(git -C "$ROOT" log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH

if [ ! -x "$PUBLISHED/Krfoss.Redirector" ]; then
  echo "$PUBLISHED holds no Krfoss.Redirector; packaging/publish.sh makes one" >&2
  exit 2
fi
case $(od -An -tx2 -j18 -N2 "$PUBLISHED/Krfoss.Redirector" | tr -d ' ') in # e_machine of its ELF header
  003e) ARCH=amd64 ;;
  00b7) ARCH=arm64 ;;
  *) echo "for what machine is $PUBLISHED/Krfoss.Redirector?" >&2; exit 2 ;;
esac
DEPENDS='adduser, libc6 (>= 2.31), libgcc-s1, libstdc++6, libssl3 | libssl3t64, zlib1g, ca-certificates'
if [ -e "$PUBLISHED/Krfoss.Redirector.dll" ]; then DEPENDS="aspnetcore-runtime-10.0, $DEPENDS"; fi

TREE=$(mktemp -d -t krfoss-deb.XXXXXX)
trap 'rm -rf "$TREE"' EXIT
chmod 755 "$TREE"
LIB=$TREE/usr/lib/$NAME ETC=$TREE/etc/$NAME DOC=$TREE/usr/share/doc/$NAME
install -d "$LIB" "$ETC/mirrors.d" "$DOC/examples" "$TREE/usr/bin" "$TREE/lib/systemd/system" "$TREE/DEBIAN"
cp -r "$PUBLISHED/." "$LIB"
# The catalog is the operators'; the schema, the geo data and what belongs to monitoring stay with the program.
mv "$LIB/config/mirrors.yaml" "$ETC/mirrors.yaml"
rm -rf "$LIB/config/mirrors.d" "$LIB"/config/geo/{*.mjs,lib,package*.json,.npmrc,.gitignore}
for examples in prometheus grafana proxies; do
  if [ -d "$LIB/config/$examples" ]; then mv "$LIB/config/$examples" "$DOC/examples/"; fi
done
install -m 640 "$HERE/environment" "$ETC/environment"
install -m 644 "$ROOT"/packaging/systemd/krfoss-redirector.{service,socket} "$TREE/lib/systemd/system/"
install -m 644 "$ROOT"/docs/{operating,mirrors-yaml,joining}.md "$DOC/"
install -m 644 "$HERE/copyright" "$DOC/copyright"
gzip -9n <"$ROOT/CHANGELOG.md" >"$DOC/changelog.gz"
printf '%s (%s) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- ROKFOSS <root@localhost>  %s\n' \
  "$NAME" "$VERSION" "$(date -uRd "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$DOC/changelog.Debian.gz"
ln -s "../lib/$NAME/Krfoss.Redirector" "$TREE/usr/bin/$NAME"
find "$TREE" -mindepth 1 -not -path "$TREE/DEBIAN*" -type d -exec chmod 755 {} +
find "$LIB" -type f -not -name Krfoss.Redirector -exec chmod 644 {} +
chmod 755 "$LIB/Krfoss.Redirector"

(cd "$TREE" && find etc -type f -printf '/%p\n' | sort) >"$TREE/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 755 "$HERE/$script" "$TREE/DEBIAN/$script"; done
sed -e "s/@VERSION@/$VERSION/" -e "s/@ARCH@/$ARCH/" -e "s/@DEPENDS@/$DEPENDS/" \
  -e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$TREE" | cut -f1)/" "$HERE/control" >"$TREE/DEBIAN/control"
(cd "$TREE" && find . -type f -not -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum) \
  >"$TREE/DEBIAN/md5sums"
find "$TREE" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +

mkdir -p "$OUT"
DEB=$OUT/${NAME}_${VERSION}_$ARCH.deb
dpkg-deb --build --root-owner-group "-Z${DEB_COMPRESSION:-zstd}" "$TREE" "$DEB" >&2
echo "$DEB"
