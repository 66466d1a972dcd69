#!/usr/bin/env bash
# Prints the catalog of the lists: each repository once for each fault, carried by a mirror that has it and by the good
# ones, and once, "all", by every faulty one and the good ones. Netblocks of the clients set the order: faulty first.
# The good are three, so that never most of the mirrors fail at once: that would look like a fault on our side. Each
# repository of a mirror is a mirror of its own here, so that each is looked at by itself and soon.
set -euo pipefail
: "${FARM_PORT:?the port of the running farm}" "${FARM_NET:=127.0.0}"

origin=http://$FARM_NET.10:$FARM_PORT
faults=(dead missing corrupt)

mirror() { # id address netblock fault...
  local fault family
  for fault in "${@:4}"; do
    for family in debian rocky archlinux; do
      cat <<YAML
  $1-$family-$fault:
    location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
    netblocks: [$3]
    urls: ["http://$FARM_NET.$2:$FARM_PORT"]
    repositories: {$family-$fault: {path: /$family}}
YAML
    done
  done
}

cat <<YAML
version: 1
site: {name: Client acceptance, url: "$BASE", default_country: KR}
repositories:
YAML
for fault in "${faults[@]}" all; do
  cat <<YAML
  debian-$fault: {format: apt, origin: "$origin/debian", probe: [dists/stable/InRelease]}
  archlinux-$fault:
    format: pacman
    origin: "$origin/archlinux"
    probe: [core/os/x86_64/core.db, extra/os/x86_64/extra.db]
  rocky-$fault:
    format: rpm
    origin: "$origin/rocky"
    probe: [9/BaseOS/x86_64/os/repodata/repomd.xml]
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
for number in 1 2 3; do mirror "good$number" "1$number" 127.0.0.0/8 "${faults[@]}" all; done
