namespace Krfoss.Redirector.Core.Health.Sentences;

/// <summary>Each verdict in English: what was seen, then what the mirror's owner can do about it.</summary>
internal static class EnglishVerdicts
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "Every file we asked for was answered as it should be. There is nothing to do.",
        Verdict.Dns => "The host name of the mirror does not resolve to a usable address. "
            + "Please check its A and AAAA records, and whether the domain has expired.",
        Verdict.RedirectPrivate => "The name of the mirror, or a redirect from it, leads to an address that is not on "
            + "the public internet. Please correct the DNS record or the redirect.",
        Verdict.Unreachable => "No connection could be made: it was refused or reset, or there is no route. "
            + "Please check that the web server runs and that the firewall lets its port through.",
        Verdict.Timeout => "No complete answer came within the time of a check. "
            + "Please check the load of the server, its disks and its line.",
        Verdict.Slow => "Files arrive more slowly than clients bear. "
            + "Please check the load of the line and of the disks, and any bandwidth limit per connection.",
        Verdict.TlsExpired => "The certificate has expired or is not valid yet. "
            + "Please renew it, reload the web server, and check that the renewal runs by itself.",
        Verdict.TlsWrongHost => "The certificate belongs to another host name. "
            + "Please install one for the name in the mirror's address, also where several sites share one IP address.",
        Verdict.TlsUntrusted => "The certificate is not signed by an authority that clients trust. "
            + "Please install one from a public authority, together with its intermediate certificates.",
        Verdict.TlsFailed => "The TLS handshake failed. "
            + "Please allow TLS 1.2 or 1.3, and check that the port really speaks TLS.",
        Verdict.BrokenHttp => "The answer is not valid HTTP, or its headers are larger than clients accept. "
            + "Please check which program listens on the port, and the headers that proxies in front of it add.",
        Verdict.Soft404 => "A file that does not exist was answered with 200. "
            + "Please let the server answer 404 for missing files; catch-all rules and error pages often cause this.",
        Verdict.Html => "A web page came in place of a file: a log-in, a bot challenge or a parked domain. "
            + "Please exempt the repository's paths from bot protection and log-in, and check the domain.",
        Verdict.RedirectedOffsite => "Requests are redirected to a host that does not belong to the mirror. "
            + "Please remove the redirect, or tell us the new address so that we can list it.",
        Verdict.RedirectLoop => "Redirects go in a circle, or on for longer than clients follow. "
            + "Please check the rewrite rules, also those of a CDN in front of the server.",
        Verdict.LoopsToRedirector => "The mirror redirects back to this service, so clients would go in a circle. "
            + "Please let the mirror serve its own files; for maintenance, ask for a pause instead.",
        Verdict.SchemeDowngrade => "An https request was redirected to http, which apt refuses. "
            + "Please remove that redirect, so that https stays https.",
        Verdict.ForcesHttps => "Every http request is redirected to https, so http clients are not sent here. "
            + "Please serve http as well, or have only the https address listed; https clients are not affected.",
        Verdict.IdentityChanged => "The address answers from another network, or with a certificate of another issuer, "
            + "than before. If you moved the mirror, please confirm it to us; otherwise check the domain at once.",
        Verdict.Missing => "The index of the repository is not there. "
            + "Please check the path, and that the last synchronisation ran to its end.",
        Verdict.PackagesMissing => "The index is there, but packages that it lists are not. "
            + "Please synchronise packages before indexes, in two stages, and run the last synchronisation again.",
        Verdict.WrongSize => "A file is shorter or longer than the index says, or it ended early. "
            + "Please synchronise again, and check for a full disk and for caches that hold old copies.",
        Verdict.ContentWrong => "A file has the right length but the wrong bytes. "
            + "Please synchronise again with checksums (rsync --checksum) and check the disk for errors.",
        Verdict.ContentUnknown => "The index has a content that the origin never showed. "
            + "Please check from which upstream the mirror synchronises, and whether files were changed on the way.",
        Verdict.Ahead => "The mirror shows a newer index than we know of the origin. "
            + "Nothing is held against it, and there is nothing to do.",
        Verdict.RolledBack => "The mirror shows an older index than it did before. "
            + "Please check for a restored backup, for a change of upstream, and for several servers behind one name.",
        Verdict.Stale => "The index is older than this repository allows, so clients are not sent here for now. "
            + "Please check that the synchronisation runs and finds its upstream; traffic returns by itself.",
        Verdict.NoRange => "Parts of a file (Range) are answered wrongly or not at all, or packages are sent with a "
            + "Content-Encoding. Please allow ranges, and switch compression off for package files.",
        Verdict.ServerError => "The server answered with an error (5xx), or with a status that no mirror should send. "
            + "Please look into its error log, and at the server behind the proxy.",
        Verdict.BlockedToChecker => "Our checker is refused, though clients may well be served; nothing changes for "
            + "now. Please let the addresses and the User-Agent through that our page about checks lists.",
        Verdict.Busy => "The mirror asked us to come later (429, or 503 with Retry-After). Nothing changes, and we "
            + "wait; should it go on, please exempt our checker from the rate limit.",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "no such verdict"),
    };
}
