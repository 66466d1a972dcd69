# shellcheck shell=bash
# apt through the redirector, in a folder of its own; sourced after common.sh.
APT_AGENT='Debian APT-HTTP'

apt_folder() { # repository
  APT=$RUN/clients/apt-$1
  rm -rf "$APT"
  mkdir -p "$APT"/{etc/sources.list.d,etc/preferences.d,etc/apt.conf.d,state/lists/partial,cache/archives/partial,log}
  : >"$APT/status"
  cp "$RUN/signer.gpg" "$APT/etc/"
  echo "deb [signed-by=$APT/etc/signer.gpg] $BASE/$1 stable main" >"$APT/etc/sources.list"
}

run_apt() { # log arguments...
  apt-get -o Dir="$APT" -o Dir::Etc="$APT/etc" -o Dir::Etc::main=/dev/null -o Dir::State="$APT/state" \
    -o Dir::State::status="$APT/status" -o Dir::Cache="$APT/cache" -o Dir::Log="$APT/log" \
    -o Dir::Bin::methods=/usr/lib/apt/methods -o APT::Architecture=amd64 -o APT::Architectures=amd64 \
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::http::Timeout=5 -o Debug::NoLocking=1 \
    -o Acquire::http::Proxy=false -o APT::Update::Error-Mode=any -o APT::Get::Assume-Yes=1 "${@:2}" \
    </dev/null >"$APT/log/$1" 2>&1
}

apt_resumes() { # repository: half of a package is there already
  local file=$1-one_1.0-0_all.deb whole
  whole=$FARM_ORIGIN/$1/pool/main/h/hello/$file
  rm -f "$APT/cache/archives/$file"
  head -c 80000 "$whole" >"$APT/cache/archives/partial/$file"
  touch -r "$whole" "$APT/cache/archives/partial/$file"
  run_apt resume install --download-only "$1-one" && cmp "$whole" "$APT/cache/archives/$file" \
    && awk -F '\t' -v file="$file" '$3 == 206 && index($4, file) { found = 1 } END { exit !found }' "$ACCESS"
}

drive_apt() { # repository
  local name="apt, $1" archives
  : >"$ACCESS"
  apt_folder "$1"
  check "$name: update" run_apt update update || show "$APT/log/update"
  run_apt again update || true
  check "$name: a second update finds nothing new" grep -q '^Hit:' "$APT/log/again" || show "$APT/log/again"
  check "$name: install --download-only, with + and ~ in a name" \
    run_apt install install --download-only "$1-four" "$1-odd" || show "$APT/log/install"
  archives=$(find "$APT/cache/archives" -maxdepth 1 -name '*.deb' | wc -l)
  check "$name: five packages arrived ($archives)" test "$archives" = 5 || true
  check "$name: half a download is resumed" apt_resumes "$1" || show "$APT/log/resume"
  check_who_served "$name" "$APT_AGENT"
}
