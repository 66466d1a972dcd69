using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Explaining;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Site.Summaries;

/// <summary>Who looks at a page: where we take them to be, and in whose network.</summary>
/// <param name="Network">Declared network of the address; null = none is.</param>
/// <param name="Country">The one that counts; the site's default where nothing is known.</param>
internal sealed record Visitor(IpNumber Address, bool IsHttps, ClientLocation Location, string? Network, string Country)
{
    public bool IsPlace => Location.Place.IsPlace;

    public static Visitor Of(ClientConnection client, RoutingSnapshot snapshot, GeoStore geo)
    {
        var location = snapshot.Locate(geo.Current, client.Address);
        return new(
            client.Address,
            client.IsHttps,
            location,
            snapshot.FindNetwork(location.Asn)?.Name,
            snapshot.CountryOf(location));
    }
}

/// <summary>
/// What a visitor would get from a repository: the decision on one of its packages, which is the newest that its index
/// lists, or one of the usual form where no index was read.
/// </summary>
internal sealed class Prospects(RequestResolver resolver, OriginMemory origins)
{
    /// <returns>Null where the repository's path leads elsewhere.</returns>
    public Explanation? Of(RepositoryRoute route, Visitor visitor)
    {
        var target = $"{route.Definition.Path}/{SampleOf(route)}";
        var found = resolver.Resolve(target, visitor.Address, visitor.IsHttps, out var request, out _);
        return found == TargetClass.Repository
            ? Explainer.Explain(request.Snapshot, request.ToSelection()).For(isOperator: false)
            : null;
    }

    /// <summary>Path of a package inside the repository.</summary>
    public string SampleOf(RepositoryRoute route) => origins.RootsOf(route.Id)
        .Where(root => !root.Publication.IsWithdrawn)
        .SelectMany(root => root.Publication.Old.Concat(root.Publication.Current.Samples))
        .Select(sample => Uri.EscapeDataString(sample.Path).Replace("%2F", "/", StringComparison.Ordinal))
        .FirstOrDefault() ?? Usual(route.Format);

    private static string Usual(RepositoryFormat format) => format switch
    {
        RepositoryFormat.Apt => "pool/main/h/hello/hello_2.10-3_amd64.deb",
        RepositoryFormat.Rpm => "9/BaseOS/x86_64/os/Packages/b/bash-5.1.8-9.el9.x86_64.rpm",
        RepositoryFormat.Pacman => "core/os/x86_64/bash-5.3.3-2-x86_64.pkg.tar.zst",
        RepositoryFormat.Apk => "v3.22/main/x86_64/busybox-1.37.0-r18.apk",
        _ => "image.iso",
    };
}
