#!/usr/bin/perl
# Stands in for systemd where that is not the first process: opens an address, hands it to a service as sd_listen_fds(3)
# says, hears what the service says of itself as sd_notify(3) says, and starts it anew when told to.
#   manager.pl PORT FOLDER COMMAND...     PORT 0 = no address is handed over
# HUP: ends the service and starts it anew, as `systemctl restart` would; TERM: ends both.
# FOLDER/said has a line for each message and each end; FOLDER/service.pid and FOLDER/service.log are the service's.
# Nothing but perl-base is needed, which every Debian has.
use strict;
use warnings;
use Fcntl qw(F_SETFD);
use IO::Socket::INET;
use IO::Socket::UNIX;
use POSIX qw(dup2 :sys_wait_h);
use Socket qw(SOCK_DGRAM SOMAXCONN);

my ($port, $folder, @command) = @ARGV;
my $first = 3;
my $listener;
if ($port) {
    $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 4096, ReuseAddr => 1)
        or die "port $port: $!\n";
}
my $path = "$folder/notify";
unlink $path;
my $ear = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $path) or die "$path: $!\n";
chmod 0666, $path;
open(my $said, '>>', "$folder/said") or die $!;
$said->autoflush(1);

my ($pid, $restart, $stop) = (0, 0, 0);
$SIG{HUP} = sub { $restart = 1; kill 'TERM', $pid if $pid };
$SIG{TERM} = sub { $stop = 1; kill 'TERM', $pid if $pid };

sub start {
    $pid = fork // die "fork: $!\n";
    if ($pid == 0) {
        $SIG{HUP} = $SIG{TERM} = 'DEFAULT';
        open(STDIN, '<', '/dev/null');
        open(STDOUT, '>>', "$folder/service.log") or die $!;
        open(STDERR, '>&', \*STDOUT);
        if ($listener) {
            # The number in the service is 3, and it must survive exec; dup2 of 3 to itself would not see to that.
            fcntl($listener, F_SETFD, 0) or die $!;
            dup2(fileno($listener), $first);
            @ENV{qw(LISTEN_PID LISTEN_FDS)} = ($$, 1);
        }
        $ENV{NOTIFY_SOCKET} = $path;
        @ENV{qw(WATCHDOG_PID WATCHDOG_USEC)} = ($$, 2_000_000);
        exec @command or die "$command[0]: $!\n";
    }
    open(my $file, '>', "$folder/service.pid") or die $!;
    print $file "$pid\n";
    close $file;
}

start();
while (1) {
    my $ready = '';
    vec($ready, fileno($ear), 1) = 1;
    if (select($ready, undef, undef, 0.05) > 0) {
        $ear->recv(my $message, 4096);
        print $said map { "$_\n" } split /\n/, $message // '';
    }
    next if waitpid($pid, WNOHANG) != $pid;
    my $code = $? & 127 ? 'signal ' . ($? & 127) : 'code ' . ($? >> 8);
    print $said "ended with $code\n";
    $pid = 0;
    last if $stop || !$restart;
    $restart = 0;
    start();
}
unlink $path, "$folder/service.pid";
