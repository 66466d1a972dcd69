namespace Krfoss.Redirector.Core.Geo;

/// <summary>
/// Korea's seventeen provinces and cities of their rank, told from coordinates: that of the nearest seat of a city,
/// county or large district. Databases name cities, and these names are no keys (there are two Gwangju); as exact as
/// the databases are, a few tens of kilometres, the nearest seat is exact enough. Codes are those of ISO 3166-2 before
/// the renamings of 2023 and 2024, which databases still use.
/// </summary>
public static class KoreanRegions
{
    public const string Country = "KR";

    private static readonly Region[] All =
    [
        new("KR-11", "Seoul", "서울",
            [new(37.57, 126.98), new(37.50, 127.04), new(37.65, 127.03), new(37.51, 126.87)]),
        new("KR-26", "Busan", "부산", [new(35.18, 129.08), new(35.10, 128.97), new(35.24, 129.22)]),
        new("KR-27", "Daegu", "대구", [new(35.87, 128.60), new(35.77, 128.43)]),
        new("KR-28", "Incheon", "인천", [new(37.46, 126.71), new(37.75, 126.49), new(37.49, 126.49)]),
        new("KR-29", "Gwangju", "광주", [new(35.16, 126.85)]),
        new("KR-30", "Daejeon", "대전", [new(36.35, 127.38), new(36.45, 127.42)]),
        new("KR-31", "Ulsan", "울산", [new(35.54, 129.31), new(35.56, 129.13)]),
        new("KR-50", "Sejong", "세종", [new(36.48, 127.29), new(36.60, 127.29)]),
        new("KR-41", "Gyeonggi", "경기",
        [
            new(37.26, 127.03), new(37.42, 127.13), new(37.74, 127.04), new(37.39, 126.93), new(37.50, 126.78),
            new(37.32, 126.83), new(37.66, 126.83), new(37.24, 127.18), new(36.99, 127.11), new(37.76, 126.78),
            new(37.01, 127.28), new(37.27, 127.44), new(37.43, 127.26), new(37.30, 127.64), new(37.49, 127.49),
            new(37.89, 127.20), new(37.83, 127.51), new(38.10, 127.07), new(37.62, 126.72), new(37.20, 126.83),
            new(37.64, 127.22), new(37.54, 127.21), new(37.90, 127.06), new(37.38, 126.80), new(37.15, 127.07),
        ]),
        new("KR-42", "Gangwon", "강원",
        [
            new(37.88, 127.73), new(37.34, 127.92), new(37.75, 128.88), new(37.52, 129.11), new(37.16, 128.99),
            new(38.21, 128.59), new(37.45, 129.17), new(37.70, 127.89), new(37.49, 127.98), new(37.18, 128.46),
            new(37.37, 128.39), new(37.38, 128.66), new(38.15, 127.31), new(38.11, 127.71), new(38.11, 127.99),
            new(38.07, 128.17), new(38.38, 128.47), new(38.08, 128.62),
        ]),
        new("KR-43", "North Chungcheong", "충북",
        [
            new(36.64, 127.49), new(36.99, 127.93), new(37.13, 128.19), new(36.49, 127.73), new(36.31, 127.57),
            new(36.17, 127.78), new(36.86, 127.44), new(36.82, 127.79), new(36.94, 127.69), new(36.98, 128.37),
            new(36.78, 127.58),
        ]),
        new("KR-44", "South Chungcheong", "충남",
        [
            new(36.82, 127.11), new(36.45, 127.12), new(36.33, 126.61), new(36.79, 127.00), new(36.78, 126.45),
            new(36.19, 127.10), new(36.27, 127.25), new(36.89, 126.63), new(36.11, 127.49), new(36.28, 126.91),
            new(36.08, 126.69), new(36.46, 126.80), new(36.60, 126.66), new(36.68, 126.85), new(36.75, 126.30),
        ]),
        new("KR-45", "North Jeolla", "전북",
        [
            new(35.82, 127.15), new(35.97, 126.74), new(35.95, 126.96), new(35.57, 126.86), new(35.42, 127.39),
            new(35.80, 126.88), new(35.90, 127.16), new(35.79, 127.42), new(36.01, 127.66), new(35.65, 127.52),
            new(35.62, 127.29), new(35.37, 127.14), new(35.44, 126.70), new(35.73, 126.73),
        ]),
        new("KR-46", "South Jeolla", "전남",
        [
            new(34.81, 126.39), new(34.76, 127.66), new(34.95, 127.49), new(35.02, 126.71), new(34.94, 127.70),
            new(35.32, 126.99), new(35.28, 127.29), new(35.20, 127.46), new(34.61, 127.28), new(34.77, 127.08),
            new(35.06, 126.99), new(34.68, 126.91), new(34.64, 126.77), new(34.57, 126.60), new(34.80, 126.70),
            new(34.99, 126.48), new(35.07, 126.52), new(35.28, 126.51), new(35.30, 126.78), new(34.31, 126.76),
            new(34.49, 126.26), new(34.83, 126.11),
        ]),
        new("KR-47", "North Gyeongsang", "경북",
        [
            new(36.02, 129.34), new(35.86, 129.22), new(36.14, 128.11), new(36.57, 128.73), new(36.12, 128.34),
            new(36.81, 128.62), new(35.97, 128.94), new(36.41, 128.16), new(36.59, 128.19), new(35.83, 128.74),
            new(36.24, 128.57), new(36.35, 128.70), new(36.44, 129.06), new(36.67, 129.11), new(36.42, 129.37),
            new(35.65, 128.73), new(35.73, 128.26), new(35.92, 128.28), new(35.99, 128.40), new(36.66, 128.45),
            new(36.89, 128.73), new(36.99, 129.40), new(37.48, 130.91),
        ]),
        new("KR-48", "South Gyeongsang", "경남",
        [
            new(35.23, 128.68), new(35.18, 128.11), new(34.85, 128.43), new(35.00, 128.06), new(35.23, 128.89),
            new(35.50, 128.75), new(34.88, 128.62), new(35.34, 129.04), new(35.32, 128.26), new(35.27, 128.41),
            new(35.54, 128.49), new(34.97, 128.32), new(34.84, 127.89), new(35.07, 127.75), new(35.42, 127.87),
            new(35.52, 127.73), new(35.69, 127.91), new(35.57, 128.17),
        ]),
        new("KR-49", "Jeju", "제주", [new(33.50, 126.53), new(33.25, 126.56)]),
    ];

    private static readonly (UnitVector Seat, string Code)[] Seats =
        [.. All.SelectMany(region => region.Seats.Select(seat => (UnitVector.Of(seat), region.Code)))];

    /// <summary>The code of the region that a place in Korea lies in.</summary>
    public static string CodeOf(GeoPoint point)
    {
        var place = UnitVector.Of(point);
        return Seats.MinBy(seat => seat.Seat.DistanceKmTo(place)).Code;
    }

    /// <summary>Names for people; null where the code is none of these.</summary>
    public static (string English, string Korean)? NameOf(string code)
    {
        foreach (var region in All)
        {
            if (region.Code == code) return (region.English, region.Korean);
        }

        return null;
    }

    private sealed record Region(string Code, string English, string Korean, GeoPoint[] Seats);
}
