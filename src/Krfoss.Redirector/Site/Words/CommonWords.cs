using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Summaries;

namespace Krfoss.Redirector.Site.Words;

/// <summary>What stands on every page, and words that several pages share.</summary>
internal static class CommonWords
{
    public static readonly Text Skip = new("본문으로 건너뛰기", "Skip to the content");
    public static readonly Text Menu = new("주 메뉴", "Main menu");
    public static readonly Text LanguageSwitch = new("언어", "Language");
    public static readonly Text Overview = new("현황", "Overview");
    public static readonly Text Mirrors = new("미러", "Mirrors");
    public static readonly Text Repositories = new("저장소", "Repositories");
    public static readonly Text Explain = new("왜 이 미러?", "Why this mirror?");
    public static readonly Text Setup = new("설정 방법", "Set up");
    public static readonly Text Statistics = new("통계", "Statistics");
    public static readonly Text About = new("소개", "About");
    public static readonly Text Crawler = new("점검 서버 안내", "Our crawler");
    public static readonly Text SiteTitle = new("{0} 미러 네트워크", "{0} mirror network");
    public static readonly Text FooterLinks = new("더 보기", "More");
    public static readonly Text Programs = new("프로그램용", "For programs");
    public static readonly Text Sources = new("데이터 출처", "Sources of data");
    public static readonly Text MapSource = new(
        "지도: Natural Earth (퍼블릭 도메인)", "Map: Natural Earth (public domain)");
    public static readonly Text GeoSource = new("{0} · {1} 기준", "{0} · as of {1}");
    public static readonly Text GeoOld = new(
        "위치 데이터가 {0} 지난 것이라 실제 위치와 다를 수 있습니다.",
        "The geo data is {0} old, so places may be wrong.");
    public static readonly Text GeoNone = new(
        "위치 데이터가 없어 모든 사용자를 기본 국가로 봅니다.",
        "There is no geo data: everybody counts as being in the default country.");
    public static readonly Text BrokenCatalog = new(
        "미러 목록의 최신 변경에 오류가 있어 이전 목록으로 운영 중입니다.",
        "The latest change of the mirror list has a mistake; the list before it is in use.");
    public static readonly Text KoreaTime = new("시각은 한국 표준시(KST)입니다.", "Times are Korea's (KST, UTC+9).");

    public static readonly Text Mirror = new("미러", "Mirror");
    public static readonly Text Repository = new("저장소", "Repository");
    public static readonly Text State = new("상태", "State");
    public static readonly Text Place = new("위치", "Place");
    public static readonly Text Network = new("네트워크", "Network");
    public static readonly Text Sponsor = new("후원", "Sponsor");
    public static readonly Text Address = new("주소", "Address");
    public static readonly Text Lag = new("지연", "Lag");
    public static readonly Text Share = new("비율", "Share");
    public static readonly Text Distance = new("거리", "Distance");
    public static readonly Text Format = new("형식", "Format");
    public static readonly Text Checked = new("마지막 점검", "Last check");
    public static readonly Text NotKnown = new("알 수 없음", "not known");
    public static readonly Text NotDeclared = new("공개되지 않음", "not declared");
    public static readonly Text Newest = new("최신", "newest");
    public static readonly Text Behind = new("{0} 뒤처짐", "{0} behind");
    public static readonly Text None = new("없음", "none");
    public static readonly Text Origin = new("원본 서버", "Origin");

    public static readonly Text Up = new("정상", "Up");
    public static readonly Text Partly = new("일부 장애", "Partly up");
    public static readonly Text Down = new("장애", "Down");
    public static readonly Text Unknown = new("확인 전", "Not checked yet");
    public static readonly Text Drained = new("배정 제외", "Drained");
    public static readonly Text Paused = new("일시 중지", "Paused");

    /// <summary>The word for a condition.</summary>
    public static Text Of(Condition condition) => condition switch
    {
        Condition.Up => Up,
        Condition.Partly => Partly,
        Condition.Down => Down,
        Condition.Unknown => Unknown,
        Condition.Drained => Drained,
        Condition.Paused => Paused,
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    /// <summary>The class of a condition in the style sheet.</summary>
    public static string ClassOf(Condition condition) => "is-" + condition.ToString().ToLowerInvariant();
}
