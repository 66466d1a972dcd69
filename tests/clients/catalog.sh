#!/usr/bin/env bash
# Prints the farm's catalog for the port in FARM_PORT.
set -euo pipefail
: "${FARM_PORT:?the port of the running farm}" "${FARM_NET:=127.0.0}"

mirror() { # number city latitude longitude network
  cat <<YAML
  m$1:
    name: Mirror $1
    location: {city: $2, country: KR, latitude: $3, longitude: $4}
    networks: [$5]
    bandwidth: 1000
    urls: ["http://$FARM_NET.1$1:$FARM_PORT"]
    repositories: {debian: , kali: , rocky: , archlinux: }
YAML
}

origin=http://$FARM_NET.10:$FARM_PORT
cat <<YAML
version: 1
site:
  name: Client acceptance
  url: http://127.0.0.1
  default_country: KR

networks:
  kt: {name: KT, asns: [4766]}
  skb: {name: SK Broadband, asns: [9318]}
  lgu: {name: LG U+, asns: [3786]}

places: # the clients of the acceptance sit in Seoul, whatever the geo data says
  - {netblocks: [127.0.0.0/8, 121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}

repositories: # with their index roots: the farm shows no folders to find them in
  debian: {format: apt, origin: "$origin/debian", probe: [dists/stable/InRelease]}
  kali: {format: apt, origin: "$origin/kali", probe: [dists/stable/InRelease]}
  rocky: {format: rpm, origin: "$origin/rocky", probe: [9/BaseOS/x86_64/os/repodata/repomd.xml]}
  archlinux: {format: pacman, origin: "$origin/archlinux", probe: [core/os/x86_64/core.db, extra/os/x86_64/extra.db]}

mirrors:
YAML
mirror 1 Seoul 37.5665 126.9780 kt
mirror 2 Gwangju 35.1595 126.8526 lgu
mirror 3 Daegu 35.8714 128.6014 skb
