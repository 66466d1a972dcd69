using Krfoss.Redirector.Core.Interchange.Text;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>
/// Addresses of one tree over several schemes as the catalog has them: base URLs, and one path below all of them.
/// </summary>
/// <param name="Urls">https first, one per scheme.</param>
/// <param name="Path">Without a slash at its end.</param>
/// <param name="Dropped">How many addresses do not fit: another path, or no address of the web.</param>
internal sealed record SharedBase(IReadOnlyList<Uri> Urls, string Path, int Dropped)
{
    /// <summary>Null where not one of them is fit for a catalog.</summary>
    public static SharedBase? Of(IReadOnlyCollection<string> addresses)
    {
        List<Uri> urls = [];
        foreach (var address in addresses)
        {
            if (WebAddress.TryRead(address, out var url)) urls.Add(url);
        }

        if (urls.Count == 0) return null;
        urls = [.. urls.OrderBy(url => url.Scheme == Uri.UriSchemeHttps ? 0 : 1)];
        var path = urls[0].AbsolutePath.TrimEnd('/');
        List<Uri> same = [.. urls
            .Where(url => url.AbsolutePath.TrimEnd('/') == path)
            .DistinctBy(url => url.Scheme, StringComparer.Ordinal)];
        List<Uri> bases = [.. same.Select(url => new Uri(url.GetLeftPart(UriPartial.Authority)))];
        return new(bases, path, addresses.Count - same.Count);
    }
}
