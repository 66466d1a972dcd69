using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Interchange.Text;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>A place as a list tells it; the catalog wants coordinates, which no list has.</summary>
/// <param name="Country">As written; null = not told.</param>
/// <param name="City">As written; null = not told.</param>
/// <param name="At">Where in the file, for notes.</param>
internal readonly record struct ToldPlace(string? Country, string? City, CatalogNode At);

/// <summary>
/// Finds places for imported mirrors. A country without a known city is its middle; no country at all is a guess at
/// 0, 0, which <c>check</c> points at, and whoever stands there must not get traffic by it.
/// </summary>
internal sealed class ImportedPlaces(ImportSettings settings, ImportNotes notes)
{
    private const int LongestCity = 80;

    /// <param name="isGuess">True where the country is a guess.</param>
    public LocationDefinition Find(ToldPlace told, string host, out bool isGuess)
    {
        var country = CountryOf(told);
        isGuess = country is null;
        if (country is null)
        {
            var guess = GuessFrom(host);
            notes.Warn(told.At, $"no place is told; {guess} is a guess, and unless it is private it is drained",
                "fill in location: and remove weight: 0");
            return new("", guess, default);
        }

        var city = told.City is { } text ? Labels.Clean(text, LongestCity) : "";
        if (city.Length > 0 && settings.FindCity(country, city) is { } point) return new(city, country, point);
        notes.Warn(
            told.At,
            city.Length > 0
                ? $"where {Wording.Quote(city)} in {country} is, is not known; it stands in the middle of {country}"
                : $"no city is told; it stands in the middle of {country}",
            "correct latitude and longitude");
        return new(city, country, CountryFacts.MiddleOf(country) ?? default);
    }

    private string? CountryOf(ToldPlace told)
    {
        if (string.IsNullOrWhiteSpace(told.Country)) return null;
        var code = CountryNames.CodeOf(told.Country);
        if (code is null) notes.Warn(told.At, $"{Wording.Quote(told.Country)} is no country");
        else if (!string.Equals(code, told.Country, StringComparison.Ordinal))
            notes.Warn(told.At, $"the country {Wording.Quote(told.Country)} is taken for {code}");
        return code;
    }

    private string GuessFrom(string host)
    {
        var last = host[(host.LastIndexOf('.') + 1)..].ToUpperInvariant();
        return last is "UK" ? "GB" : Countries.IsKnown(last) ? last : settings.Country;
    }
}
