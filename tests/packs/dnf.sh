# shellcheck shell=bash disable=SC2016
# Sourced by accept.sh: rocky, almalinux, centos.
D=/etc/yum.repos.d

reads() { # dnf itself reads what was written, and looks where we say
  command -v dnf >/dev/null || return 1
  dnf --installroot "$RUN/dnf" --releasever 9 --setopt=reposdir="$ROOT_DIR$D" --setopt=cachedir="$RUN/dnf-cache" \
    --setopt=pluginpath=/nonexistent repolist --all -v >"$RUN/output" 2>&1
  grep -q "^Repo-id *: baseos" "$RUN/output" || grep -q "^baseos " "$RUN/output"
}
dnf_reads_it() { check '  dnf reads the files' reads || show "$RUN/output"; }

try_pack rocky rocky_9 $D/rocky.repo
holds $D/rocky.repo "metalink=$SITE/metalink?path=rocky/\$releasever/BaseOS/\$basearch/os/"
holds $D/rocky.repo "metalink=$SITE/metalink?path=rocky/\$releasever/BaseOS/source/tree/"
holds $D/rocky.repo \
  '#mirrorlist=https://mirrors.rockylinux.org/mirrorlist?arch=$basearch&repo=BaseOS-$releasever$rltype'
holds $D/rocky.repo 'baseurl=https://packages.example/rocky/9/'
check 'rocky --plain: applies' run_pack rocky --plain
holds $D/rocky.repo "baseurl=$SITE/rocky/\$releasever/BaseOS/\$basearch/os/"
check '  and the metalink is gone' eval '! grep -q "^metalink" "$ROOT_DIR$D/rocky.repo"'
takes_back rocky rocky_9
try_pack almalinux almalinux_10 $D/almalinux-baseos.repo
holds $D/almalinux-baseos.repo "metalink=$SITE/metalink?path=almalinux/\$releasever/BaseOS/\$basearch/os/"
holds $D/almalinux-baseos.repo 'countme=1'
takes_back almalinux almalinux_10
try_pack centos centos_9 $D/centos.repo
holds $D/centos.repo "metalink=$SITE/metalink?path=centos-stream/\$stream/BaseOS/\$basearch/os/"
holds $D/centos.repo "metalink=$SITE/metalink?path=centos-stream/\$stream/CRB/source/tree/"
holds $D/centos.repo \
  'metalink=https://mirrors.centos.org/metalink?repo=centos-extras-sig-extras-common-$stream&arch=$basearch'
dnf_reads_it
takes_back centos centos_9

rocky_99() { rocky_9 && release rocky 99.1 '' 'Rocky Linux'; }
refuses rocky rocky_99
refuses rocky almalinux_10
refuses almalinux centos_9
refuses centos debian_12
