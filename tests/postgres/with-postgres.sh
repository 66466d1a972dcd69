#!/bin/bash
# Runs a command with a throw-away PostgreSQL:
#   tests/postgres/with-postgres.sh dotnet test tests/Krfoss.Redirector.Postgres.Tests
# The command finds the server in $REDIRECTOR_TEST_POSTGRES (an Npgsql connection string without a database).
# The cluster lives in a temporary folder, listens on a unix socket alone, forgets durability, and is gone afterwards.
set -euo pipefail
(( $# > 0 )) || { echo "usage: $0 COMMAND [ARGUMENT…]" >&2; exit 2; }

newest_bin() { find /usr/lib/postgresql/*/bin -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1; }

as_root() { if (( EUID == 0 )); then "$@"; else sudo "$@"; fi; }

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_server() { if (( EUID == 0 )); then runuser -u postgres -- "$@"; else "$@"; fi; }

bin=$(newest_bin)
if [[ -z $bin ]]; then
  echo "installing Debian's postgresql" >&2
  as_root apt-get update -qq >&2
  # The package starts a cluster of its own otherwise.
  as_root mkdir -p /etc/postgresql-common
  [[ -e /etc/postgresql-common/createcluster.conf ]] ||
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2
  bin=$(newest_bin)
  [[ -n $bin ]] || { echo "no initdb after installing postgresql" >&2; exit 1; }
fi

folder=$(mktemp -d -t redirector-postgres.XXXXXX)
chmod 755 "$folder"
if (( EUID == 0 )); then chown postgres "$folder"; fi

stop() {
  as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT

cd "$folder"
as_server "$bin/initdb" -D "$folder/data" -U redirector -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
  >"$folder/initdb.log" 2>&1 ||
  { cat "$folder/initdb.log" >&2; exit 1; }
as_server "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/data/server.log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off" start ||
  { cat "$folder/data/server.log" >&2; exit 1; }
cd "$OLDPWD"

REDIRECTOR_TEST_POSTGRES="Host=$folder;Username=redirector" "$@"
