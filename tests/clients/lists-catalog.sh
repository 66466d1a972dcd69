#!/usr/bin/env bash
# Prints the catalog of the lists: each repository once for each fault, carried by a mirror that has it and by m1, and
# once, "all", by every faulty one and m1. Netblocks of the clients set the order: faulty ones first, m1 after them.
set -euo pipefail
: "${FARM_PORT:?the port of the running farm}" "${FARM_NET:=127.0.0}"

origin=http://$FARM_NET.10:$FARM_PORT
faults=(dead missing corrupt)

mirror() { # id address netblock fault...
  local fault family
  cat <<YAML
  $1:
    location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
    netblocks: [$3]
    urls: ["http://$FARM_NET.$2:$FARM_PORT"]
    repositories:
YAML
  for fault in "${@:4}"; do
    for family in debian rocky archlinux; do echo "      $family-$fault: {path: /$family}"; done
  done
}

cat <<YAML
version: 1
site: {name: Client acceptance, url: "$BASE", default_country: KR}
repositories:
YAML
for fault in "${faults[@]}" all; do
  cat <<YAML
  debian-$fault: {format: apt, origin: "$origin/debian"}
  archlinux-$fault: {format: pacman, origin: "$origin/archlinux"}
  rocky-$fault:
    format: rpm
    origin: "$origin/rocky"
    products:
      - name: \$repo-$fault-\$version
        versions: {'9': }
        arches: [x86_64]
        repos: {BaseOS: \$version/BaseOS/\$arch/os}
YAML
done
echo 'mirrors:'
mirror dead 14 127.0.0.0/11 dead all
mirror missing 15 127.0.0.0/10 missing all
mirror corrupt 16 127.0.0.0/9 corrupt all
mirror good 11 127.0.0.0/8 "${faults[@]}" all
