using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>The page for owners of mirrors who find our requests in their logs.</summary>
internal static class CrawlerWords
{
    public static readonly Text Lead = new(
        "미러 운영자께: 접속 기록에서 저희 요청을 보셨다면 이 페이지가 그 설명입니다.",
        "For owners of mirrors who found our requests in their logs.");
    public static readonly Text Who = new("누구인가요", "Who it is");
    public static readonly Text UserAgent = new("User-Agent", "User-Agent");
    public static readonly Text Addresses = new("주소", "Addresses");
    public static readonly Text AddressesUnknown = new(
        "운영자가 아직 공개하지 않았습니다. User-Agent로 구별해 주세요.",
        "The operators have not published them yet; please go by the User-Agent.");
    public static readonly Text LetIn = new(
        "방화벽이나 봇 차단에서 이 User-Agent와 주소를 허용해 주세요. 막혀 있으면 미러를 장애로 보지는 않지만, 새 파일을 확인하지 못합니다.",
        "Please let this User-Agent and these addresses through firewalls and bot protection. Where we are refused, "
        + "the mirror does not count as down, but we cannot see that it has new files.");

    public static readonly Text What = new("무엇을 요청하나요", "What it asks for");
    public static readonly Text Root = new(
        "저장소 색인의 맨 위 파일 하나(InRelease, repomd.xml, *.db, APKINDEX)를 조건부 요청으로 받습니다. 바뀌지 않았으면 304로 끝납니다.",
        "The index root of a repository (InRelease, repomd.xml, *.db, APKINDEX), with a conditional request: 304 when "
        + "nothing changed.");
    public static readonly Text Samples = new(
        "새 색인에 있는 패키지 몇 개의 앞부분만(1 KiB Range) 받아 크기와 내용을 확인합니다. 전체를 훑지 않습니다.",
        "The first KiB (Range) of a few packages that the new index lists, to compare size and content. Nothing is "
        + "scanned as a whole.");
    public static readonly Text Missing = new(
        "있을 리 없는 파일 하나를 요청해 404가 제대로 나오는지 봅니다.",
        "One file that cannot exist, to see that the answer is 404.");

    public static readonly Text HowOften = new("얼마나 자주 하나요", "How often");
    public static readonly Text Interval = new("정상인 미러 점검", "A mirror that is well");
    public static readonly Text Every = new("{0}마다", "every {0}");
    public static readonly Text Recheck = new("첫 실패 뒤 재확인", "A second look after a failure");
    public static readonly Text After = new("{0} 뒤", "after {0}");
    public static readonly Text Longest = new("오래 멈춘 미러", "A mirror that is down for long");
    public static readonly Text UpTo = new("최대 {0} 간격", "at most {0} apart");
    public static readonly Text Pace = new("요청 사이 최소 간격", "Between two requests to a mirror");
    public static readonly Text AtLeast = new("{0} 이상", "at least {0}");
    public static readonly Text Busy = new(
        "429나 Retry-After가 있는 503을 받으면 그만큼 기다립니다.",
        "After 429, or 503 with Retry-After, it waits for as long as it is told.");
    public static readonly Text Off = new("지금은 점검이 꺼져 있습니다.", "The checks are switched off at the moment.");
}
