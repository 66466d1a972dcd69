using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>The front page.</summary>
internal static class HomeWords
{
    public static readonly Text Headline = new(
        "가장 가까운 미러가 확인된 파일을 보내 드립니다", "The nearest mirror that surely has your file");
    public static readonly Text Lead = new(
        "색인은 원본 서버에서, 패키지는 원본과 같은지 확인된 미러에서 받습니다. 왜 그 미러인지도 언제든 볼 수 있습니다.",
        "Indexes come from the origin, packages from mirrors that were checked against it. Why it was this mirror, "
        + "you can always look up.");

    public static readonly Text AllUp = new("모든 미러가 정상입니다", "All mirrors are up");
    public static readonly Text SomeDown = new("미러 {0}곳에 문제가 있습니다", "{0} of the mirrors have trouble");
    public static readonly Text OneDown = new("미러 1곳에 문제가 있습니다", "One of the mirrors has trouble");
    public static readonly Text NoneUp = new(
        "지금은 모든 파일을 원본 서버가 제공합니다", "The origin serves everything at the moment");
    public static readonly Text NotChecked = new(
        "점검이 시작되면 상태를 알려 드립니다", "States are shown as soon as the checks have begun");
    public static readonly Text NotCrawled = new(
        "점검 없이 등록된 내용대로 운영 중입니다", "Without checks: mirrors serve as they are declared");
    public static readonly Text ServingFigure = new("제공 중인 미러", "mirrors serving");
    public static readonly Text RepositoriesFigure = new("저장소", "repositories");
    public static readonly Text CheckedFigure = new("마지막 점검", "last check");
    public static readonly Text OfAll = new("{0} / {1}", "{0} / {1}");

    public static readonly Text You = new("내 연결", "Your connection");
    public static readonly Text YouMark = new("나", "You");
    public static readonly Text YourAddress = new("IP 주소", "Address");
    public static readonly Text YourPlace = new("위치", "Place");
    public static readonly Text YourNetwork = new("통신망", "Network");
    public static readonly Text CountryOnly = new(
        "{0} (국가만 알 수 있어 거리를 재지 않습니다)", "{0} (the country only, so no distances are measured)");
    public static readonly Text CountryUnknown = new(
        "알 수 없음 ({0} 사용자로 봅니다)", "not known (you count as being in {0})");
    public static readonly Text Within = new("{0}, {1} (오차 ±{2} km)", "{0}, {1} (±{2} km)");
    public static readonly Text NetworkUnknown = new("알 수 없음", "not known");
    public static readonly Text YouWouldGet = new("{0} 패키지를 보낼 미러", "Who would send you packages of {0}");
    public static readonly Text OriginWould = new(
        "지금은 원본 서버가 보냅니다: {0}", "The origin would, at the moment: {0}");
    public static readonly Text WhyLink = new("자세한 이유 보기", "See all the reasons");

    public static readonly Text MapTitle = new("미러 지도", "Map of the mirrors");
    public static readonly Text MapAlt = new(
        "한국 지도 위의 미러 {0}곳", "{0} mirrors on a map of Korea");
    public static readonly Text WorldAlt = new(
        "세계 지도 위의 해외 미러 {0}곳", "{0} mirrors abroad on a map of the world");
    public static readonly Text MarkLabel = new("{0}, {1}: {2}", "{0}, {1}: {2}");
    public static readonly Text Legend = new("범례", "Legend");

    public static readonly Text SetupTitle = new("한 줄로 시작하기", "One line to start with");
    public static readonly Text SetupLead = new(
        "배포판을 고르면 붙여 넣을 줄이 나옵니다. 장애를 견디는 구성과 되돌리는 방법은 설정 방법에 있습니다.",
        "Choose a distribution, and copy. Forms that outlive a failure, and the way back, stand under Set up.");
    public static readonly Text Distribution = new("배포판", "Distribution");
    public static readonly Text Show = new("보기", "Show");
    public static readonly Text PasteInto = new("붙여 넣을 곳: {0}", "Goes into {0}");
    public static readonly Text SetupMore = new("{0} 설정 방법 자세히", "All about {0}");

    public static readonly Text RepositoriesTitle = new("저장소", "Repositories");
    public static readonly Text RepositoriesLead = new(
        "저장소마다 원본의 새 색인과 그것을 확인한 미러를 봅니다.",
        "Each with its origin's latest index and the mirrors that carry it.");
    public static readonly Text MirrorsOf = new("미러 {0}곳", "{0} mirrors");
    public static readonly Text MirrorsOfOne = new("미러 1곳", "1 mirror");
    public static readonly Text OriginAlone = new("원본 서버만", "origin alone");
    public static readonly Text Published = new("{0} 갱신", "changed {0}");

    public static readonly Text MirrorsTitle = new("미러", "Mirrors");
    public static readonly Text MirrorsLead = new(
        "누가 어디에서 무엇을 제공하는지, 지금 어떤 상태인지 봅니다.",
        "Who serves what from where, and how it stands now.");
    public static readonly Text TableCaption = new("미러 목록", "All mirrors");
    public static readonly Text Details = new("상세", "Details");
    public static readonly Text DetailsOf = new("{0} 상세 정보", "Details of {0}");
    public static readonly Text Close = new("닫기", "Close");
    public static readonly Text MirrorPage = new("미러 페이지로", "To the mirror's page");

    /// <summary>Keys of the rows that programs read out of the windows; the Korean ones are a contract.</summary>
    public static readonly Text WindowPlace = new("위치", "Place");
    public static readonly Text WindowNetwork = new("네트워크", "Network");
    public static readonly Text WindowAddress = new("주소", "Address");
    public static readonly Text WindowState = new("상태", "State");
    public static readonly Text WindowRepositories = new("제공 리포지토리", "Repositories");
    public static readonly Text WindowSponsor = new("후원", "Sponsor");
}
