function taken(pattern,    part) { # what the rest begins with
  match(rest, pattern)
  part = RLENGTH > 0 ? substr(rest, 1, RLENGTH) : ""
  rest = substr(rest, length(part) + 1)
  return part
}
!/^[ \t]*deb(-src)?[ \t]/ { print; next }
{
  rest = $0
  head = taken("^[ \t]*deb(-src)?[ \t]+(\\[[^]]*\\][ \t]+)?")
  uri = taken("^[^ \t]+")
  gap = taken("^[ \t]+")
  suite = taken("^[^ \t]+")
  repository = suite == "" ? "" : repository_of(uri, suite)
  if (repository == "") print
  else print head address_of(repository) gap right_suite(suite, repository) rest
}
