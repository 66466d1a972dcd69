# shellcheck shell=bash disable=SC2016
# Sourced by accept.sh: archlinux, archlinux-arm, cachyos.
D=/etc/pacman.d
ORIGIN=https://mirror.krfoss.org

begins_with() { # path line...
  diff <(head -n $(($# + 1)) "$ROOT_DIR$1") <(printf '%s\n' '## >>> ROKFOSS' "${@:2}" '## <<< ROKFOSS') >"$RUN/output"
}

try_pack archlinux archlinux_7 $D/mirrorlist
check '  packages through us, databases from the origin' begins_with $D/mirrorlist \
  "CacheServer = $SITE/archlinux/\$repo/os/\$arch" "Server = $ORIGIN/archlinux/\$repo/os/\$arch" || show "$RUN/output"
holds $D/mirrorlist 'Server = https://mirror.example.kr/archlinux/$repo/os/$arch'
takes_back archlinux archlinux_7
try_pack archlinux archlinux_6 $D/mirrorlist
check '  a second server stands behind us' begins_with $D/mirrorlist \
  "Server = $SITE/archlinux/\$repo/os/\$arch" "Server = $ORIGIN/archlinux/\$repo/os/\$arch" || show "$RUN/output"
takes_back archlinux archlinux_6
try_pack archlinux-arm archlinux_arm $D/mirrorlist
check '  its folders are its own' begins_with $D/mirrorlist \
  "CacheServer = $SITE/archlinux-arm/\$arch/\$repo" "Server = $ORIGIN/archlinux-arm/\$arch/\$repo" || show "$RUN/output"
takes_back archlinux-arm archlinux_arm
try_pack cachyos cachyos $D/mirrorlist $D/cachyos-mirrorlist $D/cachyos-v3-mirrorlist
check '  CachyOS by architecture' begins_with $D/cachyos-v3-mirrorlist \
  "CacheServer = $SITE/cachyos/repo/\$arch_v3/\$repo" "Server = $ORIGIN/cachyos/repo/\$arch_v3/\$repo" \
  || show "$RUN/output"
takes_back cachyos cachyos

archlinux_of_old_scripts() { # one line of ours in front, written by hand or an older script
  archlinux_6 && sed -i "1i Server = $SITE/archlinux/\$repo/os/\$arch" "$ROOT_DIR$D/mirrorlist"
}
try_pack archlinux archlinux_of_old_scripts $D/mirrorlist
check '  our address stands there once' eval '[ "$(grep -cF "$SITE" "$ROOT_DIR$D/mirrorlist")" = 1 ]'
takes_back archlinux archlinux_of_old_scripts
check 'archlinux --plain: applies' run_pack archlinux --plain
check '  one server of ours' begins_with $D/mirrorlist "Server = $SITE/archlinux/\$repo/os/\$arch"

without_a_list() { archlinux_7 && rm "$ROOT_DIR$D/mirrorlist"; }
refuses archlinux without_a_list
refuses archlinux cachyos
refuses cachyos archlinux_7
refuses archlinux-arm debian_13
