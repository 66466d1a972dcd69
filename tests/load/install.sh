#!/usr/bin/env bash
# Installs what the comparison needs, from Debian's own archive. Does nothing when all of it is there.
set -euo pipefail

missing() {
  for tool in nginx wrk node curl taskset; do command -v "$tool" >/dev/null || echo "$tool"; done
  [ -e /usr/lib/nginx/modules/ngx_http_geoip2_module.so ] || echo geoip2
}

if [ -z "$(missing)" ]; then exit 0; fi
if [ "$(id -u)" != 0 ]; then exec sudo -n "$0"; fi

# nginx would start as a service; only its program is wanted.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -qy --no-install-recommends nginx libnginx-mod-http-geoip2 wrk nodejs curl util-linux </dev/null
if [ -n "$(missing)" ]; then echo "still missing after the installation: $(missing)" >&2; exit 1; fi
