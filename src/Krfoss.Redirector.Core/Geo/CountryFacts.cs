using System.Collections.Frozen;
using System.Globalization;

namespace Krfoss.Redirector.Core.Geo;

/// <summary>
/// Continent and middle of each country of ISO 3166-1. Continents are those of MaxMind's databases (AF AN AS EU NA OC
/// SA), which mirror managers use; middles are whole degrees, good for nothing but telling countries apart.
/// </summary>
public static class CountryFacts
{
    private const string Table =
        "AD EU 43 2;AE AS 24 54;AF AS 33 65;AG NA 17 -62;AI NA 18 -63;AL EU 41 20;AM AS 40 45;AO AF -12 18;"
        + "AQ AN -90 0;AR SA -34 -64;AS OC -14 -170;AT EU 47 13;AU OC -27 133;AW NA 13 -70;AX EU 60 20;AZ AS 40 48;"
        + "BA EU 44 18;BB NA 13 -60;BD AS 24 90;BE EU 51 4;BF AF 13 -2;BG EU 43 25;BH AS 26 51;BI AF -3 30;"
        + "BJ AF 10 2;BL NA 18 -63;BM NA 32 -65;BN AS 5 115;BO SA -17 -65;BQ NA 12 -68;BR SA -10 -55;BS NA 24 -76;"
        + "BT AS 27 90;BV AN -54 3;BW AF -22 24;BY EU 53 28;BZ NA 17 -89;CA NA 60 -95;CC AS -12 97;CD AF 0 25;"
        + "CF AF 7 21;CG AF -1 15;CH EU 47 8;CI AF 8 -5;CK OC -21 -160;CL SA -30 -71;CM AF 6 12;CN AS 35 105;"
        + "CO SA 4 -72;CR NA 10 -84;CU NA 22 -80;CV AF 16 -24;CW NA 12 -69;CX AS -10 106;CY EU 35 33;CZ EU 50 16;"
        + "DE EU 51 9;DJ AF 12 43;DK EU 56 10;DM NA 15 -61;DO NA 19 -71;DZ AF 28 3;EC SA -2 -78;EE EU 59 26;"
        + "EG AF 27 30;EH AF 25 -14;ER AF 15 39;ES EU 40 -4;ET AF 8 38;FI EU 64 26;FJ OC -18 175;FK SA -52 -59;"
        + "FM OC 7 158;FO EU 62 -7;FR EU 46 2;GA AF -1 12;GB EU 54 -2;GD NA 12 -62;GE AS 42 44;GF SA 4 -53;"
        + "GG EU 49 -3;GH AF 8 -2;GI EU 36 -5;GL NA 72 -40;GM AF 13 -17;GN AF 11 -10;GP NA 16 -62;GQ AF 2 10;"
        + "GR EU 39 22;GS AN -54 -37;GT NA 16 -90;GU OC 13 145;GW AF 12 -15;GY SA 5 -59;HK AS 22 114;HM AN -53 73;"
        + "HN NA 15 -87;HR EU 45 16;HT NA 19 -72;HU EU 47 20;ID AS -5 120;IE EU 53 -8;IL AS 32 35;IM EU 54 -5;"
        + "IN AS 20 77;IO AS -6 72;IQ AS 33 44;IR AS 32 53;IS EU 65 -18;IT EU 43 13;JE EU 49 -2;JM NA 18 -77;"
        + "JO AS 31 36;JP AS 36 138;KE AF 1 38;KG AS 41 75;KH AS 13 105;KI OC 1 173;KM AF -12 44;KN NA 17 -63;"
        + "KP AS 40 127;KR AS 36 128;KW AS 29 48;KY NA 20 -81;KZ AS 48 68;LA AS 18 105;LB AS 34 36;LC NA 14 -61;"
        + "LI EU 47 10;LK AS 7 81;LR AF 6 -9;LS AF -30 28;LT EU 56 24;LU EU 50 6;LV EU 57 25;LY AF 25 17;"
        + "MA AF 32 -5;MC EU 44 7;MD EU 47 29;ME EU 42 19;MF NA 18 -63;MG AF -20 47;MH OC 9 168;MK EU 42 22;"
        + "ML AF 17 -4;MM AS 22 98;MN AS 46 105;MO AS 22 113;MP OC 15 146;MQ NA 15 -61;MR AF 20 -12;MS NA 17 -62;"
        + "MT EU 36 14;MU AF -20 57;MV AS 3 73;MW AF -13 34;MX NA 23 -102;MY AS 2 112;MZ AF -18 35;NA AF -22 17;"
        + "NC OC -21 165;NE AF 16 8;NF OC -29 168;NG AF 10 8;NI NA 13 -85;NL EU 52 6;NO EU 62 10;NP AS 28 84;"
        + "NR OC -1 167;NU OC -19 -170;NZ OC -41 174;OM AS 21 57;PA NA 9 -80;PE SA -10 -76;PF OC -15 -140;"
        + "PG OC -6 147;PH AS 13 122;PK AS 30 70;PL EU 52 20;PM NA 47 -56;PN OC -25 -130;PR NA 18 -66;PS AS 32 35;"
        + "PT EU 39 -8;PW OC 7 134;PY SA -23 -58;QA AS 25 51;RE AF -21 56;RO EU 46 25;RS EU 44 21;RU EU 60 100;"
        + "RW AF -2 30;SA AS 25 45;SB OC -8 159;SC AF -5 56;SD AF 15 30;SE EU 62 15;SG AS 1 104;SH AF -16 -6;"
        + "SI EU 46 15;SJ EU 78 20;SK EU 49 20;SL AF 8 -12;SM EU 44 12;SN AF 14 -14;SO AF 10 49;SR SA 4 -56;"
        + "SS AF 8 30;ST AF 1 7;SV NA 14 -89;SX NA 18 -63;SY AS 35 38;SZ AF -26 31;TC NA 22 -72;TD AF 15 19;"
        + "TF AN -49 70;TG AF 8 1;TH AS 15 100;TJ AS 39 71;TK OC -9 -172;TL OC -9 126;TM AS 40 60;TN AF 34 9;"
        + "TO OC -20 -175;TR AS 39 35;TT NA 11 -61;TV OC -8 178;TW AS 24 121;TZ AF -6 35;UA EU 49 32;UG AF 1 32;"
        + "UM OC 19 167;US NA 38 -97;UY SA -33 -56;UZ AS 41 64;VA EU 42 12;VC NA 13 -61;VE SA 8 -66;VG NA 18 -64;"
        + "VI NA 18 -65;VN AS 16 106;VU OC -16 167;WF OC -13 -176;WS OC -14 -172;YE AS 15 48;YT AF -13 45;"
        + "ZA AF -29 24;ZM AF -15 30;ZW AF -20 30";

    private static readonly FrozenDictionary<string, Facts> ByCode = Table.Split(';')
        .Select(entry => entry.Split(' '))
        .ToFrozenDictionary(
            words => words[0],
            words => new Facts(words[1], new(Degrees(words[2]), Degrees(words[3]))),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Two letters; null for what is no country.</summary>
    public static string? ContinentOf(string country) => ByCode.GetValueOrDefault(country)?.Continent;

    /// <summary>The middle of a country; null for what is none.</summary>
    public static GeoPoint? MiddleOf(string country) => ByCode.GetValueOrDefault(country)?.Middle;

    private static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Facts(string Continent, GeoPoint Middle);
}
