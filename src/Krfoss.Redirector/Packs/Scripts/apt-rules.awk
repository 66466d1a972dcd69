# Which address is the distribution's own, and what takes its place.
function without_scheme(uri) {
  sub(/^mirror\+/, "", uri)
  sub(/^https?:\/\//, "", uri)
  return uri
}
function host_of(uri) {
  uri = without_scheme(uri)
  sub(/[\/:].*$/, "", uri)
  return tolower(uri)
}
function path_of(uri) {
  uri = without_scheme(uri)
  if (!sub(/^[^\/]*\//, "/", uri)) return ""
  gsub(/\/+$/, "", uri)
  return uri
}
function is_security(suite) { return suite ~ /-security\/?$/ || suite ~ /^[a-z]+\/updates\/?$/ }
# Suites of Debian's security updates are named X/updates until buster and X-security from bullseye on.
function right_suite(suite, repository) {
  if (repository != "debian-security") return suite
  if (suite ~ /^(stretch|buster)-security\/?$/) sub(/-security\/?$/, "/updates", suite)
  else if (suite ~ /^(bullseye|bookworm|trixie|forky)\/updates\/?$/) sub(/\/updates\/?$/, "-security", suite)
  return suite
}
# Which of our repositories an address is; "" = somebody else's. Hosts of other services of the same projects
# (archives, paid extensions) and other folders are somebody else's.
function repository_of(uri, suite,    host, path, anywhere) {
  if (uri !~ /^(mirror\+)?https?:\/\//) return ""
  host = host_of(uri)
  path = path_of(uri)
  if (host == site_host) {
    sub(/^\/mirrorlist\/apt\//, "/", path)
    if (path ~ /^\/proxmox\/debian\/(pve|pbs|ceph-[a-z]+)$/) return substr(path, 2)
  }
  if (host == "download.proxmox.com" && path ~ /^\/debian\/(pve|pbs|ceph-[a-z]+)$/) return "proxmox" path
  if (host == "security.debian.org" && path == "") return "debian-security"
  anywhere = host == site_host || index(known, " " host " ")
  if (anywhere || (host ~ /(^|\.)debian\.org$/ && host !~ /^(archive|snapshot|incoming|people)\./)) {
    if (path == "/debian") return is_security(suite) ? "debian-security" : "debian"
    if (path == "/debian-security") return "debian-security"
  }
  if (anywhere || host ~ /^(.+\.)?(archive|ports|security)\.ubuntu\.com$/) {
    if (path == "/ubuntu") return "ubuntu"
    if (path == "/ubuntu-ports" || (path == "" && host == "ports.ubuntu.com")) return "ubuntu-ports"
  }
  if ((anywhere || host ~ /(^|\.)kali\.org$/) && path == "/kali") return "kali"
  return ""
}
# A list of mirrors is one of whole repositories; Proxmox has several in one.
function address_of(repository) {
  if (plain != "" || repository ~ /\//) return site "/" repository
  return "mirror+" site "/mirrorlist/apt/" repository
}
