#!/usr/bin/perl
# Which system calls a unit refuses: `systemd-analyze syscall-filter` on standard input, the unit's file as argument.
# Prints them as strace takes them, so that the refusal can be tried out without systemd as the first process.
use strict;
use warnings;

my ($unit) = @ARGV;
my (%groups, $group, %all);
while (<STDIN>) {
    s/\e\[[0-9;]*m//g;
    if (/^(@\S+)/) { $group = $1 }
    elsif (/^#/) { $group = undef }
    elsif (/^\s+#?\s*([@\w-]+)\s*$/) {
        push @{ $groups{$group} }, $1 if $group;
        $all{$1} = 1 unless $1 =~ /^@/;
    }
}
sub calls { map { /^@/ ? calls(@{ $groups{$_} // [] }) : $_ } @_ }

# As systemd.exec(5) says: the first line decides what the list is, later ones add to it and take away.
my %allowed = map { $_ => 1 } calls('@default');
open(my $file, '<', $unit) or die "$unit: $!\n";
while (<$file>) {
    next unless /^SystemCallFilter=(~?)(.*)/;
    my ($takes_away, @named) = ($1, split ' ', $2);
    for my $call (calls(@named)) {
        if ($takes_away) { delete $allowed{$call} }
        else { $allowed{$call} = 1 }
    }
}
my @refused = grep { !$allowed{$_} } sort keys %all;
print join(',', map { "?$_" } @refused), "\n";
