using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>A list in its order, and how it came about in the words of MirrorManager's comment.</summary>
/// <param name="Comment">Such as <c>Using ASN 4766 country = KR </c>.</param>
public sealed record OrderedMirrors(IReadOnlyList<MirrorCandidate> Mirrors, string Comment);

/// <summary>
/// The order of MirrorManager's lists: netblock (the longest first), the client's autonomous system, its research
/// network, its country, its continent, and the world where these are fewer than five. Inside a group chance decides,
/// in favour of bandwidth from the country on; ours is the same for the same client block and path every time.
/// </summary>
public static class MirrorManagerOrder
{
    /// <summary>With fewer mirrors than these the whole world is added.</summary>
    public const int Enough = 5;

    private const string Everywhere = "GLOBAL";

    /// <param name="countries">
    /// What <c>country=</c> asks for, <c>global</c> among them for all; empty = the client's own. Who asks gets these
    /// and no others, nor those of its netblock; their continents where they have none.
    /// </param>
    public static OrderedMirrors Rank(
        RoutingSnapshot snapshot,
        in SelectionRequest request,
        IReadOnlyList<string> countries,
        Func<MirrorCandidate, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(countries);
        var mirrors = ListOrder.Eligible(snapshot, request, byBandwidth: true);
        mirrors.RemoveAll(mirror => !isWanted(mirror.Candidate));
        var list = new Groups(mirrors);
        if (mirrors.Exists(mirror => mirror.Standing.Tier == Tier.Monopoly))
        {
            list.Take("Using preferred netblock ", mirror => mirror.HoldsClient);
            return list.Ordered();
        }

        if (countries.Count > 0 && TakeAsked(list, countries)) return list.Ordered();
        var asn = request.Location.Asn;
        if (countries.Count == 0)
        {
            list.TakeByLength("Using preferred netblock ", mirror => mirror.HoldsClient);
            list.TakeEvenly(
                string.Create(CultureInfo.InvariantCulture, $"Using ASN {asn} "),
                mirror => mirror.Candidate.Mirror.IsInNetwork(asn));
            list.Take("Using peers ", mirror => mirror.Candidate.Mirror.IsPeer(asn));
        }

        var country = snapshot.CountryOf(request.Location);
        list.TakeCountries(c => Same(c, country));
        if (ListOrder.ContinentOf(country) is { } continent)
            list.TakeCountries(c => ListOrder.ContinentOf(c) == continent);
        if (list.Count < Enough) list.Take("country = global ", _ => true);
        return list.Ordered();
    }

    private static bool TakeAsked(Groups list, IReadOnlyList<string> countries)
    {
        if (countries.Contains(Everywhere, StringComparer.OrdinalIgnoreCase))
        {
            list.Take("country = global ", _ => true);
            return list.Count > 0;
        }

        list.TakeCountries(country => countries.Contains(country, StringComparer.OrdinalIgnoreCase));
        if (list.Count > 0) return true;
        var continents = countries.Select(ListOrder.ContinentOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        list.TakeCountries(country => continents.Contains(ListOrder.ContinentOf(country) ?? ""));
        return list.Count > 0;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Mirrors are taken group by group, each once.</summary>
    private sealed class Groups(List<ListedMirror> left)
    {
        private readonly List<MirrorCandidate> _taken = [];
        private readonly StringBuilder _comment = new();

        public int Count => _taken.Count;

        public OrderedMirrors Ordered() => new(_taken, _comment.ToString());

        public void Take(string comment, Predicate<ListedMirror> isMember) => Take(comment, isMember, m => m.Lot);

        public void TakeByLength(string comment, Predicate<ListedMirror> isMember) =>
            Take(comment, isMember, m => m.Standing.EffectiveKm);

        // Whoever stands in the client's own network is as good as the next one there: bandwidth does not count.
        public void TakeEvenly(string comment, Predicate<ListedMirror> isMember) =>
            Take(comment, isMember, m => m.Lot * ListOrder.ShareOf(m.Candidate.Mirror));

        public void TakeCountries(Func<string, bool> isWanted)
        {
            var names = left.Select(m => m.Country).Where(isWanted).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal).Select(country => $"country = {country} ");
            Take(string.Concat(names), m => isWanted(m.Country));
        }

        private void Take(string comment, Predicate<ListedMirror> isMember, Func<ListedMirror, double> rank)
        {
            var members = left.FindAll(isMember);
            if (members.Count == 0) return;
            left.RemoveAll(isMember);
            _comment.Append(comment);
            _taken.AddRange(members.OrderBy(rank).ThenBy(m => m.Lot).Select(m => m.Candidate));
        }
    }
}
