using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>The page for addresses that are nothing.</summary>
internal static class NotFoundWords
{
    public static readonly Text Title = new("찾으시는 페이지가 없습니다", "There is nothing at this address");
    public static readonly Text Lead = new(
        "주소를 다시 확인해 주세요. 패키지를 찾으신다면 저장소 경로의 철자가 다를 수 있습니다.",
        "Please check the address. If you are looking for a package, the path of the repository may be misspelt.");
    public static readonly Text Home = new("현황 페이지로 가기", "To the overview");
}
