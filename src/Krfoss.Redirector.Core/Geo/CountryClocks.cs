using System.Collections.Frozen;
using System.Globalization;

namespace Krfoss.Redirector.Core.Geo;

/// <summary>
/// The day in each country of ISO 3166-1, by the standard time of its capital (IANA time zone database, 2025). Summer
/// time is not followed, and large countries have one clock: who counts by the day may begin it an hour early or late,
/// but every day has to begin once.
/// </summary>
public static class CountryClocks
{
    /// <summary>Minutes ahead of UTC, and who has them.</summary>
    private const string Table =
        "-660 AS NU UM;-600 CK PF;-480 PN;-360 BZ CR GT HN MX NI SV;-300 BS CA CO CU EC HT JM KY PA PE TC US;"
        + "-240 AG AI AW BB BL BM BO BQ CL CW DM DO GD GP GY KN LC MF MQ MS PR SX TT VC VE VG VI;"
        + "-180 AR BR FK GF PM PY SR UY;-120 GL GS;-60 CV;"
        + "0 AQ BF CI FO GB GG GH GM GN GW IE IM IS JE LR ML MR PT SH SL SN ST TG;"
        + "60 AD AL AO AT BA BE BJ BV CD CF CG CH CM CZ DE DK DZ EH ES FR GA GI GQ HR HU IT LI LU MA MC ME MK MT NE "
        + "NG NL NO PL RS SE SI SJ SK SM TD TN VA;"
        + "120 AX BG BI BW CY EE EG FI GR IL LB LS LT LV LY MD MW MZ NA PS RO RW SD SS SZ UA ZA ZM ZW;"
        + "180 BH BY DJ ER ET IQ JO KE KM KW MG QA RU SA SO SY TR TZ UG YE YT;210 IR;240 AE AM AZ GE MU OM RE SC;"
        + "270 AF;300 HM KZ MV PK TF TJ TM UZ;330 IN LK;345 NP;360 BD BT IO KG;390 CC MM;420 CX ID KH LA TH VN;"
        + "480 BN CN HK MN MO MY PH SG TW;540 JP KP KR PW TL;600 AU GU MP PG;660 FM NC NF SB VU;"
        + "720 FJ KI MH NR NZ TV WF;780 TK TO WS";

    private static readonly FrozenDictionary<string, TimeSpan> Ahead = Table.Split(';')
        .Select(entry => entry.Split(' '))
        .SelectMany(words => words[1..].Select(country => (country, Minutes(words[0]))))
        .ToFrozenDictionary(entry => entry.country, entry => entry.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the calendar in the country shows; what is no country keeps UTC.</summary>
    public static DateOnly DayIn(string country, DateTimeOffset now) =>
        DateOnly.FromDateTime(now.ToOffset(AheadOfUtc(country)).DateTime);

    public static bool Knows(string country) => Ahead.ContainsKey(country);

    /// <summary>Zero for what is no country.</summary>
    public static TimeSpan AheadOfUtc(string country) => Ahead.GetValueOrDefault(country);

    private static TimeSpan Minutes(string text) =>
        TimeSpan.FromMinutes(int.Parse(text, CultureInfo.InvariantCulture));
}
