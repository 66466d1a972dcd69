# shellcheck shell=bash
# A client's own wishes, as prefix of the path in its ordinary line; sourced after the scripts of the clients. Without
# a wish m1 serves nearly everything, since it is the nearest.

packages_came_from() { # user agent, who: some packages did, and none from anybody else
  awk -F '\t' -v agent="$1" -v who="$2" 'index($5, agent) == 1 && $3 ~ /^2/ && $4 ~ /\.(deb|rpm|zst)$/ {
    if ($1 == who) found = 1; else wrong = 1
  } END { exit !found || wrong }' "$ACCESS"
}

wish_apt() { # wish
  apt_folder debian
  sed -i "s|$BASE/debian|$BASE/$1/debian|" "$APT/etc/sources.list"
  run_apt update update && run_apt install install --download-only debian-four
}

wish_dnf() { # wish
  dnf_folder rocky
  sed -i "s|$BASE/rocky|$BASE/$1/rocky|" "$DNF/repos/acceptance.repo"
  run_dnf install install rocky-four
}

wish_pacman() { # wish
  pacman_folder
  sed -i "s|$BASE/archlinux|$BASE/$1/archlinux|" "$PACMAN/pacman.conf"
  run_pacman install -Sy core-four
}

check_wish() { # client wish who user-agent log: one run of the client
  : >"$ACCESS"
  check "wishes, $1: $2 in its line works" "wish_$1" "$2" || show "$5"
  check "wishes, $1: with $2 packages come from $3 alone" packages_came_from "$4" "$3" \
    || cut -f 1,3,4 "$ACCESS" | tail -n 5
}

drive_wishes() {
  local row wish who
  # dnf takes a comma for the end of a URL: its line says a wish twice in place of two ids.
  check_wish apt '~no=m1,m2' m3 "$APT_AGENT" "$RUN/clients/apt-debian/log/install"
  check_wish pacman '~no=m1,m2' m3 "$PACMAN_AGENT" "$RUN/clients/pacman/log/install"
  for row in '~no=m1/~no=m2 m3' '~only=m2 m2' '~origin origin' '~v4/~only=m1 m1'; do
    read -r wish who <<<"$row"
    check_wish apt "$wish" "$who" "$APT_AGENT" "$RUN/clients/apt-debian/log/install"
    check_wish dnf "$wish" "$who" "$DNF_AGENT" "$RUN/clients/dnf-rocky/log/install"
    check_wish pacman "$wish" "$who" "$PACMAN_AGENT" "$RUN/clients/pacman/log/install"
  done
}
