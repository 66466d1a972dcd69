# shellcheck shell=bash disable=SC2016 # what is evaluated later stands in single quotes
# Sourced by accept.sh: cm, pve, pbs.
LIST=/etc/apt/sources.list
D=/etc/apt/sources.list.d

reads() { # apt itself reads what was written, and would ask us
  apt-get -o Dir::Etc="$ROOT_DIR/etc/apt" -o Dir::State="$RUN/apt" -o Dir::Cache="$RUN/apt" --print-uris update \
    >"$RUN/output" 2>&1 && grep -qF "+$SITE/mirrorlist/apt/" "$RUN/output"
}
apt_reads_it() { check "  apt reads the files" reads || show "$RUN/output"; }

try_pack cm debian_12 $LIST
holds $LIST "deb mirror+$SITE/mirrorlist/apt/debian bookworm main non-free-firmware"
holds $LIST "deb-src [ signed-by=/usr/share/keyrings/debian-archive-keyring.gpg ]  \
mirror+$SITE/mirrorlist/apt/debian bookworm main # 소스"
holds $LIST "deb mirror+$SITE/mirrorlist/apt/debian-security bookworm-security main"
holds $LIST "deb	mirror+$SITE/mirrorlist/apt/debian bookworm-updates main"
holds $LIST '#deb http://ftp.debian.org/debian bookworm-backports main'
holds $LIST 'deb https://apt.example.org/debian bookworm main'
apt_reads_it
takes_back cm debian_12

try_pack cm debian_13 $D/debian.sources
holds $D/debian.sources "URIs: mirror+$SITE/mirrorlist/apt/debian"
holds $D/debian.sources "URIs: mirror+$SITE/mirrorlist/apt/debian-security"
holds $D/debian.sources 'URIs: https://apt.example.org/debian'
holds $D/debian.sources '# Debian'
takes_back cm debian_13

try_pack cm debian_13_of_old_scripts $D/debian.sources
check '  security updates get a stanza of their own' cmp "$ROOT_DIR$D/debian.sources" - <<STANZAS
Types: deb
URIs: mirror+$SITE/mirrorlist/apt/debian
Suites: trixie trixie-updates
Components: main

Types: deb
URIs: mirror+$SITE/mirrorlist/apt/debian-security
Suites: trixie-security
Components: main
STANZAS
apt_reads_it
takes_back cm debian_13_of_old_scripts

try_pack cm debian_10 $LIST
holds $LIST "deb mirror+$SITE/mirrorlist/apt/debian-security buster/updates main"
takes_back cm debian_10

system debian_12
check 'cm --plain on debian_12: applies' run_pack cm --plain
holds $LIST "deb $SITE/debian-security bookworm-security main"
check 'cm --plain, then without: applies' run_pack cm
holds $LIST "deb mirror+$SITE/mirrorlist/apt/debian-security bookworm-security main"
takes_back cm debian_12
check 'cm --also on debian_12: applies' run_pack cm --also apt.example.org
check '  no address is left but ours' eval '! grep "^deb.*example" "$ROOT_DIR$LIST"'

try_pack cm ubuntu_2204 $LIST
holds $LIST "deb mirror+$SITE/mirrorlist/apt/ubuntu jammy main restricted"
holds $LIST "deb mirror+$SITE/mirrorlist/apt/ubuntu jammy-updates main restricted universe"
holds $LIST "deb mirror+$SITE/mirrorlist/apt/ubuntu jammy-security main"
takes_back cm ubuntu_2204
try_pack cm ubuntu_2404_arm $D/ubuntu.sources
holds $D/ubuntu.sources "URIs: mirror+$SITE/mirrorlist/apt/ubuntu-ports"
holds $D/ubuntu.sources 'Suites: noble noble-updates noble-backports noble-security'
takes_back cm ubuntu_2404_arm
try_pack cm kali $LIST
holds $LIST "deb mirror+$SITE/mirrorlist/apt/kali kali-rolling main contrib non-free non-free-firmware"
takes_back cm kali

try_pack pve pve_9 $D/debian.sources $D/proxmox.sources
holds $D/proxmox.sources "URIs: $SITE/proxmox/debian/pve"
holds $D/proxmox.sources "URIs: $SITE/proxmox/debian/ceph-squid"
holds $D/enterprise.sources 'URIs: https://enterprise.proxmox.com/debian/pve'
takes_back pve pve_9
try_pack pbs pbs_3 $LIST $D/pbs.list
holds $D/pbs.list "deb $SITE/proxmox/debian/pbs bookworm pbs-no-subscription"
takes_back pbs pbs_3

debian_of_the_future() { release debian 99 zurg 'Debian GNU/Linux' && debian_12_list; }
debian_12_list() { put $LIST <<<'deb http://ftp.debian.org/debian zurg main'; }
without_certificates() { debian_12 && rm "$ROOT_DIR/etc/ssl/certs/ca-certificates.crt"; }
nothing_known() { put $LIST <<<'deb http://ftp.debian.org/debian bookworm main'; }
refuses cm debian_of_the_future
refuses cm rocky_9
refuses cm nothing_known
refuses cm without_certificates
refuses pve debian_13
refuses pbs debian_12
