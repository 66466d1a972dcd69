# Where a section's files lie in our repositories, told from an address of it; "" = not told by this one.
function folder_of(url,    name, kind) {
  if (index(url, site "/metalink?path=") == 1) return substr(url, length(site "/metalink?path=") + 1)
  if (index(url, site "/") == 1) return substr(url, length(site "/") + 1)
  if (pack == "rocky" && sub(/^https?:\/\/dl\.rockylinux\.org\/(\$contentdir|pub\/rocky)\//, "", url))
    return "rocky/" url
  if (pack == "almalinux" && sub(/^https?:\/\/repo\.almalinux\.org\/almalinux\//, "", url)) return "almalinux/" url
  if (pack == "almalinux" && sub(/^https?:\/\/kitten\.repo\.almalinux\.org\//, "", url))
    return "almalinux-kitten/" url
  if (pack == "centos" && sub(/^https?:\/\/mirror\.stream\.centos\.org\/[0-9]+-stream\//, "", url))
    return "centos-stream/$stream/" url
  if (pack != "centos" || url !~ /^https?:\/\/mirrors\.centos\.org\/metalink\?repo=centos-(baseos|appstream|crb)-/)
    return ""
  name = url
  sub(/^.*repo=centos-/, "", name)
  kind = "$basearch/os/"
  if (name ~ /^[a-z]+-source-/) kind = "source/tree/"
  if (name ~ /^[a-z]+-debug-/) kind = "$basearch/debug/tree/"
  sub(/-.*$/, "", name)
  return "centos-stream/$stream/" (name == "baseos" ? "BaseOS" : name == "appstream" ? "AppStream" : "CRB") "/" kind
}
function is_own(url) {
  if (index(url, site "/") == 1) return 1
  if (pack == "rocky") return url ~ /^https?:\/\/(mirrors|dl)\.rockylinux\.org\//
  if (pack == "almalinux") return url ~ /^https?:\/\/((mirrors|repo|kitten\.repo|kitten\.mirrors)\.)almalinux\.org\//
  return url ~ /^https?:\/\/(mirrors|mirror\.stream)\.centos\.org\//
}
function section(    i, folder, own, foreign, done) {
  folder = ""
  own = 0
  foreign = 0
  for (i = 1; i <= count; i++) {
    if (url[i] == "") continue
    if (active[i] && is_own(url[i])) own = 1
    if (active[i] && !is_own(url[i])) foreign = 1
    if (folder == "") folder = folder_of(url[i])
  }
  if (!own || foreign || folder == "") {
    for (i = 1; i <= count; i++) print line[i]
    return
  }
  if (folder !~ /\/$/) folder = folder "/"
  done = 0
  for (i = 1; i <= count; i++) {
    if (active[i] && !done) print plain != "" ? "baseurl=" site "/" folder : "metalink=" site "/metalink?path=" folder
    if (active[i]) done = 1
    if (!active[i]) print line[i]
    else if (index(url[i], site "/") != 1) print "#" line[i]
  }
}
function end_section() {
  if (count) section()
  count = 0
}
/^\[/ { end_section() }
{
  line[++count] = $0
  url[count] = ""
  active[count] = 0
  text = $0
  if (text !~ /^(#[ \t]*)?(mirrorlist|metalink|baseurl)[ \t]*=/) next
  active[count] = text !~ /^#/
  sub(/^[^=]*=[ \t]*/, "", text)
  sub(/[ \t]+$/, "", text)
  url[count] = text
}
END { end_section() }
