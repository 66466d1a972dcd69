using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>Reads the parts of a catalog that are a few values each: site, selection, networks, places.</summary>
public static class SmallReaders
{
    private const double HalfTheEarthKm = 20_000;

    /// <summary>From here on a client in Gumi on the network of a mirror in Seoul is sent past Gwangju, against the
    /// network's promise.</summary>
    private const double LargestUsefulBonusKm = 26;

    public static SiteDefinition Site(Field field, ProblemList problems)
    {
        var usual = new SiteDefinition();
        if (!field.IsReadable) return usual;
        var section = Section.Open(field.Node!, CatalogKeys.Site, "site", problems);
        return new(
            section["name"].Label() ?? usual.Name,
            section["url"].BaseUrl(),
            section["default_country"].Country() ?? usual.DefaultCountry);
    }

    public static SelectionDefinition Selection(Field field, ProblemList problems)
    {
        var usual = new SelectionDefinition();
        if (!field.IsReadable) return usual;
        var section = Section.Open(field.Node!, CatalogKeys.Selection, "selection", problems);
        var near = section["near_km"].Number(0, HalfTheEarthKm);
        if (near == 0) section["near_km"].Wrong("more than 0");
        var bonus = section["network_bonus_km"].Number(0, HalfTheEarthKm);
        if (bonus > LargestUsefulBonusKm)
        {
            section["network_bonus_km"].Warn(
                $"a bonus of {bonus} km sends clients past nearer mirrors into another region",
                $"stay at or below {LargestUsefulBonusKm}");
        }

        return new(near ?? usual.NearKm, bonus ?? usual.NetworkBonusKm, section["spill"].Number(0, 0.5) ?? usual.Spill);
    }

    public static NetworkDefinition Network(CatalogNode node, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(node);
        var id = node.Key!.Text;
        TextFields.IsId(node.Key, "network", problems);
        var section = Section.Open(node, CatalogKeys.Network, $"network {Wording.Quote(id)}", problems);
        var asns = section["asns"];
        if (asns.Node is { Kind: CatalogNodeKind.List, Children.Count: 0 })
            asns.Error("`asns` is empty", $"for example asns: {asns.Key.Example}");
        return new(id, section["name"].Label() ?? id,
            [.. asns.Items("numbers").Select(item => item.Asn()).OfType<uint>()], section["peer"].Boolean() ?? false);
    }

    /// <summary>
    /// A correction. With coordinates it is a place, also where the operator names no city; without, it is a country.
    /// </summary>
    public static PlaceDefinition Place(Field item, ProblemList problems)
    {
        if (!item.IsReadable) return new([], GeoPlace.Unknown);
        var section = Section.Open(item.Node!, CatalogKeys.Place, "the place", problems);
        var netblocks = section["netblocks"];
        if (netblocks.Node is { Kind: CatalogNodeKind.List, Children.Count: 0 })
            netblocks.Error("`netblocks` is empty", $"for example netblocks: {netblocks.Key.Example}");
        var country = section["country"].Country();
        var city = section["city"].Label();
        var point = section.Point(country);
        var (latitude, longitude) = (section["latitude"].Node, section["longitude"].Node);
        if (latitude is null != longitude is null)
            problems.Error((latitude ?? longitude)!, "latitude and longitude come together", "add the other one");
        else if (latitude is null && city is not null)
            section["city"].Warn("a city without coordinates is no place", "add latitude and longitude");
        if (point is { } p) city ??= $"{p.Latitude}, {p.Longitude}";
        return new(netblocks.Netblocks(), new(country, city, point, 0));
    }
}
