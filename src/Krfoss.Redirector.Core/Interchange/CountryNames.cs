using System.Collections.Frozen;
using Krfoss.Redirector.Core.Catalog.Fields;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>
/// Countries as people write them. Whoever writes a name in place of a code writes it in English, and is a mirror's
/// operator: the countries that have mirrors are enough.
/// </summary>
internal static class CountryNames
{
    private const string Table =
        "argentina AR;armenia AM;australia AU;austria AT;azerbaijan AZ;bangladesh BD;belarus BY;belgium BE;"
        + "brazil BR;bulgaria BG;cambodia KH;canada CA;chile CL;china CN;colombia CO;costa rica CR;"
        + "croatia HR;cyprus CY;czechia CZ;czech republic CZ;denmark DK;ecuador EC;egypt EG;estonia EE;"
        + "finland FI;france FR;georgia GE;germany DE;greece GR;hong kong HK;hungary HU;iceland IS;india IN;"
        + "indonesia ID;iran IR;ireland IE;israel IL;italy IT;japan JP;kazakhstan KZ;kenya KE;korea KR;"
        + "south korea KR;republic of korea KR;latvia LV;lithuania LT;luxembourg LU;malaysia MY;mauritius MU;"
        + "mexico MX;moldova MD;monaco MC;morocco MA;mongolia MN;nepal NP;netherlands NL;the netherlands NL;"
        + "new caledonia NC;new zealand NZ;nigeria NG;north macedonia MK;norway NO;pakistan PK;panama PA;"
        + "paraguay PY;peru PE;philippines PH;poland PL;portugal PT;romania RO;russia RU;"
        + "russian federation RU;saudi arabia SA;serbia RS;singapore SG;slovakia SK;slovenia SI;"
        + "south africa ZA;spain ES;sri lanka LK;sweden SE;switzerland CH;taiwan TW;thailand TH;tunisia TN;"
        + "turkey TR;türkiye TR;ukraine UA;united arab emirates AE;united kingdom GB;england GB;scotland GB;"
        + "great britain GB;united states US;united states of america US;uruguay UY;uzbekistan UZ;"
        + "venezuela VE;vietnam VN;viet nam VN";

    private static readonly FrozenDictionary<string, string> ByName = Table.Split(';')
        .Select(entry => (Name: entry[..^3], Code: entry[^2..]))
        .ToFrozenDictionary(entry => entry.Name, entry => entry.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>ISO 3166-1 alpha-2 of a code, a well-known slip or a name; null where it is none of them.</summary>
    public static string? CodeOf(string text) =>
        Countries.IsKnown(text) ? text : Countries.Suggest(text) ?? ByName.GetValueOrDefault(text.Trim());
}
