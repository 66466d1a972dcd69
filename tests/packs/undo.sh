# shellcheck shell=bash disable=SC2016 # what is evaluated later stands in single quotes
# Sourced by accept.sh: what holds for all packs alike.

system debian_12
check 'undo without anything done: says so, changes nothing' eval \
  'run_pack cm --undo && grep -q "nothing to undo" "$RUN/output" && unchanged'
run_pack cm
echo '# a note of mine' >>"$ROOT_DIR/etc/apt/sources.list"
leaves_it_alone() {
  run_pack cm --undo
  [ $? = 4 ] && grep -q 'was changed since' "$RUN/output" && has /etc/apt/sources.list '# a note of mine'
}
check 'undo leaves a file alone that was edited since, and says where the old one is' leaves_it_alone
sed -i '$d' "$ROOT_DIR/etc/apt/sources.list"
takes_back cm debian_12

check 'an unknown option is answered with the usage' eval \
  'run_pack cm --frob; [ $? = 2 ] && grep -q Usage "$RUN/output"'
check 'a folder that is none is refused' eval 'sh "$RUN/cm.sh" --root /nonexistent; [ $? = 2 ]'
check 'help is in English' eval 'sh "$RUN/cm.sh" --help | grep -q "^Usage"'
check 'and in Korean, by LANG' eval 'LC_ALL= LC_MESSAGES= LANG=ko_KR.UTF-8 sh "$RUN/cm.sh" --help | grep -q "^사용법"'
head -c 3000 "$RUN/cm.sh" >"$RUN/cut.sh"
system debian_12
check 'a script that was cut off does nothing' eval 'sh "$RUN/cut.sh" --root "$ROOT_DIR"; unchanged'
