using System.Collections.Frozen;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>
/// Korean names of places that catalogs and geo databases write in English. A name that several places share is left
/// out: it stays as the source writes it.
/// </summary>
internal static class CityNames
{
    private const string Table =
        "Seoul 서울;Busan 부산;Daegu 대구;Incheon 인천;Daejeon 대전;Ulsan 울산;Sejong 세종;Suwon 수원;Seongnam 성남;"
        + "Yongin 용인;Goyang 고양;Bucheon 부천;Ansan 안산;Anyang 안양;Hwaseong 화성;Pyeongtaek 평택;Uijeongbu 의정부;"
        + "Gimpo 김포;Paju 파주;Chuncheon 춘천;Wonju 원주;Gangneung 강릉;Cheongju 청주;Chungju 충주;Cheonan 천안;"
        + "Asan 아산;Jeonju 전주;Gunsan 군산;Iksan 익산;Mokpo 목포;Yeosu 여수;Suncheon 순천;Gwangju 광주;Gumi 구미;"
        + "Pohang 포항;Gyeongju 경주;Andong 안동;Gimcheon 김천;Yeongcheon 영천;Changwon 창원;Gimhae 김해;Jinju 진주;"
        + "Geoje 거제;Yangsan 양산;Jeju 제주;Jeju City 제주;Jeju-si 제주;Seogwipo 서귀포;Tokyo 도쿄;Osaka 오사카;"
        + "Fukuoka 후쿠오카;Singapore 싱가포르;Hong Kong 홍콩;Taipei 타이베이";

    private static readonly FrozenDictionary<string, string> Korean = Table.Split(';')
        .Select(entry => entry.Split(' '))
        .ToFrozenDictionary(
            words => string.Join(' ', words[..^1]), words => words[^1], StringComparer.OrdinalIgnoreCase);

    public static string In(this string city, Language language) =>
        language == Language.Korean && Korean.TryGetValue(city, out var name) ? name : city;
}
