# A stanza whose suites belong to two of our repositories becomes two stanzas.
function value_of(text) {
  sub(/^[^:]*:[ \t]*/, "", text)
  return text
}
function joined(name,    i, values) {
  values = ""
  for (i = 1; i <= count; i++) if (field[i] == name) values = values " " value[i]
  return values
}
function repository_of_all(suite, uris, n,    i, repository, found) {
  found = ""
  for (i = 1; i <= n; i++) {
    if (uris[i] == "") continue
    repository = repository_of(uris[i], suite)
    if (repository == "") return ""
    found = repository
  }
  return found
}
function write_as(repository,    i) {
  for (i = 1; i <= count; i++) {
    if (field[i] != "uris" && field[i] != "suites") print line[i]
    else if (starts[i] && field[i] == "uris") print name_of(line[i]) ": " address_of(repository)
    else if (starts[i]) print name_of(line[i]) ":" suites_of[repository]
  }
}
function name_of(text) {
  sub(/:.*$/, "", text)
  return text
}
function stanza(    i, n, m, uris, suites, repository, groups, order, key) {
  n = split(joined("uris"), uris, /[ \t]+/)
  m = split(joined("suites"), suites, /[ \t]+/)
  groups = 0
  for (key in suites_of) delete suites_of[key]
  for (i = 1; i <= m; i++) {
    if (suites[i] == "") continue
    repository = repository_of_all(suites[i], uris, n)
    if (repository == "") {
      groups = 0
      break
    }
    if (!(repository in suites_of)) order[++groups] = repository
    suites_of[repository] = suites_of[repository] " " right_suite(suites[i], repository)
  }
  if (!groups) for (i = 1; i <= count; i++) print line[i]
  for (i = 1; i <= groups; i++) {
    if (i > 1) print ""
    write_as(order[i])
  }
}
function end_stanza() {
  if (count) stanza()
  count = 0
  last = ""
}
/^[ \t]*$/ { end_stanza(); print; next }
{
  line[++count] = $0
  starts[count] = 0
  field[count] = ""
  value[count] = ""
  if (/^#/) next
  if (/^[ \t]/) {
    field[count] = last
    value[count] = $0
    next
  }
  last = tolower(name_of($0))
  field[count] = last
  starts[count] = 1
  value[count] = value_of($0)
}
END { end_stanza() }
