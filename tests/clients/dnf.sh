# shellcheck shell=bash
# dnf through the redirector, in a folder of its own; sourced after common.sh.
DNF_AGENT='libdnf'

dnf_folder() { # repository
  DNF=$RUN/clients/dnf-$1
  rm -rf "$DNF"
  mkdir -p "$DNF"/{root,repos,cache,persist,log,tmp,downloads}
  # shellcheck disable=SC2016  # dnf expands its own variables
  printf '%s\n' '[baseos]' 'name=Client acceptance' "baseurl=$BASE/$1/"'$releasever/BaseOS/$basearch/os/' 'enabled=1' \
    'gpgcheck=1' 'repo_gpgcheck=1' "gpgkey=file://$RUN/signer.asc" >"$DNF/repos/acceptance.repo"
}

run_dnf() { # log arguments...
  TMPDIR=$DNF/tmp dnf -y --installroot="$DNF/root" --releasever=9 --forcearch=x86_64 --noplugins \
    --setopt=reposdir="$DNF/repos" --setopt=cachedir="$DNF/cache" --setopt=persistdir="$DNF/persist" \
    --setopt=logdir="$DNF/log" --setopt=pluginpath= --setopt=timeout=5 --setopt=proxy= "${@:2}" \
    </dev/null >"$DNF/log/$1" 2>&1
}

drive_dnf() { # repository
  local name="dnf, $1" downloads
  : >"$ACCESS"
  dnf_folder "$1"
  check "$name: makecache" run_dnf makecache makecache || show "$DNF/log/makecache"
  check "$name: install into an empty root" run_dnf install install "$1-two" || show "$DNF/log/install"
  check "$name: both packages stand in the root" \
    test -s "$DNF/root/usr/share/$1-one/data" -a -s "$DNF/root/usr/share/$1-two/data" || true
  check "$name: install --downloadonly" \
    run_dnf download install --downloadonly --downloaddir="$DNF/downloads" "$1-four" || show "$DNF/log/download"
  downloads=$(find "$DNF/downloads" -name '*.rpm' | wc -l)
  check "$name: the other two arrived ($downloads)" test "$downloads" = 2 || true
  check_who_served "$name" "$DNF_AGENT"
}
