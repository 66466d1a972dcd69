# shellcheck shell=bash disable=SC2016 # what package managers expand stands in single quotes
# The systems that the set-up scripts are tried on, as far as these scripts read them: each function fills $ROOT_DIR
# with the files of one. Every system has repositories of others, whose files must stay as they are. Sourced, never run.

put() { # path, content from standard input
  mkdir -p "$(dirname "$ROOT_DIR$1")"
  cat >"$ROOT_DIR$1"
}

release() { # ID VERSION_ID CODENAME NAME
  put /etc/os-release <<<"NAME=\"$4\"
VERSION_ID=\"$2\"
VERSION_CODENAME=$3
ID=$1"
  put /etc/ssl/certs/ca-certificates.crt <<<'not empty'
}

foreign_apt() { # others' entries that look much like the distribution's
  put /etc/apt/sources.list.d/docker.list <<<'deb [arch=amd64] https://download.docker.com/linux/debian bookworm stable'
  put /etc/apt/sources.list.d/gitlab.list <<<'deb https://packages.gitlab.com/gitlab/gitlab-ce/debian bookworm main'
  put /etc/apt/sources.list.d/esm.list <<<'deb https://esm.ubuntu.com/apps/ubuntu noble-apps-security main'
  put /etc/apt/sources.list.d/archive.list <<<'deb http://archive.debian.org/debian stretch main'
  put /etc/apt/sources.list.d/enterprise.sources <<<'Types: deb
URIs: https://enterprise.proxmox.com/debian/pve
Suites: trixie
Components: pve-enterprise'
  put /etc/apt/sources.list.d/old.list.save <<<'deb http://ftp.debian.org/debian bookworm main'
  put /etc/apt/sources.list.d/local.list <<<'deb [trusted=yes] file:/srv/debian ./'
}

debian_12() { # one line each, as the installer writes it
  release debian 12 bookworm 'Debian GNU/Linux'
  foreign_apt
  put /etc/apt/sources.list <<'LIST'
# deb cdrom:[Debian GNU/Linux 12.5.0 _Bookworm_]/ bookworm main

deb http://ftp.debian.org/debian/ bookworm main non-free-firmware
deb-src [ signed-by=/usr/share/keyrings/debian-archive-keyring.gpg ]  http://ftp.kr.debian.org/debian bookworm main # 소스
deb http://security.debian.org/debian-security bookworm-security main
deb	http://ftp.debian.org/debian/ bookworm-updates main
#deb http://ftp.debian.org/debian bookworm-backports main
deb https://apt.example.org/debian bookworm main
LIST
}
debian_13() { # stanzas, as the installer writes them
  release debian 13 trixie 'Debian GNU/Linux'
  foreign_apt
  put /etc/apt/sources.list.d/debian.sources <<'STANZAS'
# Debian
Types: deb deb-src
URIs: http://ftp.debian.org/debian/
Suites: trixie trixie-updates
Components: main non-free-firmware
Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp

Types: deb
URIs: http://security.debian.org/debian-security/
Suites: trixie-security
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb
URIs: https://apt.example.org/debian
Suites: trixie
Components: main
STANZAS
}
debian_13_of_old_scripts() { # security updates under /debian, which has none
  release debian 13 trixie 'Debian GNU/Linux'
  put /etc/apt/sources.list.d/debian.sources <<STANZAS
Types: deb
URIs: $SITE/debian/
Suites: trixie trixie-updates
 trixie-security
Components: main
STANZAS
}
debian_10() {
  release debian 10 buster 'Debian GNU/Linux'
  put /etc/apt/sources.list <<'LIST'
deb http://ftp.debian.org/debian buster main
deb http://security.debian.org/ buster/updates main
LIST
}
ubuntu_2204() {
  release ubuntu 22.04 jammy Ubuntu
  foreign_apt
  put /etc/apt/sources.list <<'LIST'
deb http://kr.archive.ubuntu.com/ubuntu jammy main restricted
deb http://mirror.kakao.com/ubuntu/ jammy-updates main restricted universe
deb http://security.ubuntu.com/ubuntu jammy-security main
LIST
}
ubuntu_2404_arm() {
  release ubuntu 24.04 noble Ubuntu
  put /etc/apt/sources.list.d/ubuntu.sources <<'STANZAS'
Types: deb
URIs: http://ports.ubuntu.com/ubuntu-ports/
Suites: noble noble-updates noble-backports noble-security
Components: main universe restricted multiverse
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
STANZAS
}
kali() {
  release kali 2026.3 kali-rolling 'Kali GNU/Linux'
  put /etc/apt/sources.list <<<'deb http://http.kali.org/kali kali-rolling main contrib non-free non-free-firmware'
}
pve_9() {
  debian_13
  put /var/lib/dpkg/info/pve-manager.list <<<'/.'
  put /etc/apt/sources.list.d/proxmox.sources <<'STANZAS'
Types: deb
URIs: http://download.proxmox.com/debian/pve
Suites: trixie
Components: pve-no-subscription

Types: deb
URIs: http://download.proxmox.com/debian/ceph-squid
Suites: trixie
Components: no-subscription
STANZAS
}
pbs_3() {
  debian_12
  put /var/lib/dpkg/info/proxmox-backup-server.list <<<'/.'
  put /etc/apt/sources.list.d/pbs.list <<<'deb http://download.proxmox.com/debian/pbs bookworm pbs-no-subscription'
}

foreign_dnf() {
  put /etc/yum.repos.d/epel.repo <<'REPO'
[epel]
name=Extra Packages
#baseurl=https://download.example/pub/epel/9/Everything/$basearch
metalink=https://mirrors.fedoraproject.org/metalink?repo=epel-9&arch=$basearch
enabled=1
REPO
}
rocky_9() {
  release rocky 9.4 '' 'Rocky Linux'
  foreign_dnf
  put /etc/yum.repos.d/rocky.repo <<'REPO'
# rocky.repo
[baseos]
name=Rocky Linux $releasever - BaseOS
mirrorlist=https://mirrors.rockylinux.org/mirrorlist?arch=$basearch&repo=BaseOS-$releasever$rltype
#baseurl=http://dl.rockylinux.org/$contentdir/$releasever/BaseOS/$basearch/os/
gpgcheck=1
gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-Rocky-9

[baseos-source]
name=Rocky Linux $releasever - BaseOS - Source
mirrorlist=https://mirrors.rockylinux.org/mirrorlist?arch=source&repo=BaseOS-$releasever-source$rltype
#baseurl=http://dl.rockylinux.org/$contentdir/$releasever/BaseOS/source/tree/
enabled=0

[here]
name=Our own
baseurl=https://packages.example/rocky/9/
REPO
}
almalinux_10() {
  release almalinux 10.0 '' AlmaLinux
  foreign_dnf
  put /etc/yum.repos.d/almalinux-baseos.repo <<'REPO'
[baseos]
name=AlmaLinux $releasever - BaseOS
mirrorlist=https://mirrors.almalinux.org/mirrorlist/$releasever/baseos
# baseurl=https://repo.almalinux.org/almalinux/$releasever/BaseOS/$basearch/os/
enabled=1
countme=1
REPO
}
centos_9() {
  release centos 9 '' 'CentOS Stream'
  foreign_dnf
  put /etc/yum.repos.d/centos.repo <<'REPO'
[baseos]
name=CentOS Stream $releasever - BaseOS
metalink=https://mirrors.centos.org/metalink?repo=centos-baseos-$stream&arch=$basearch&protocol=https,http
gpgcheck=1

[crb-source]
name=CentOS Stream $releasever - CRB - Source
metalink=https://mirrors.centos.org/metalink?repo=centos-crb-source-$stream&arch=source&protocol=https,http
enabled=0

[extras-common]
name=CentOS Stream $releasever - Extras packages
metalink=https://mirrors.centos.org/metalink?repo=centos-extras-sig-extras-common-$stream&arch=$basearch
REPO
}

pacman_system() { # ID NAME pacman-version
  release "$1" '' '' "$2"
  mkdir -p "$ROOT_DIR/var/lib/pacman/local/pacman-$3" "$ROOT_DIR/var/lib/pacman/local/pacman-mirrorlist-20260101-1"
  put /etc/pacman.d/mirrorlist <<'LIST'
## South Korea
Server = https://mirror.example.kr/archlinux/$repo/os/$arch
#Server = https://ftp.example.kr/$repo/os/$arch
LIST
  put /etc/pacman.d/chaotic-mirrorlist <<<'Server = https://cdn.example/$repo/$arch'
}
archlinux_7() { pacman_system arch 'Arch Linux' 7.0.0.r6-1; }
archlinux_6() { pacman_system arch 'Arch Linux' 6.1.0-3; }
archlinux_arm() { pacman_system archarm 'Arch Linux ARM' 7.0.0-1; }
cachyos() {
  pacman_system cachyos CachyOS 7.0.0-4
  put /etc/pacman.d/cachyos-mirrorlist <<<'Server = https://cdn.example/repo/$arch/$repo'
  put /etc/pacman.d/cachyos-v3-mirrorlist <<<'Server = https://cdn.example/repo/$arch_v3/$repo'
}
