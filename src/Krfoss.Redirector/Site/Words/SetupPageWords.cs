using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>The pages that set machines up; what each way is called stands with the ways.</summary>
internal static class SetupPageWords
{
    public static readonly Text Lead = new(
        "배포판을 고르세요. 가장 빠른 방법과, 한 서버가 멈춰도 계속 동작하는 구성을 함께 보여 드립니다.",
        "Choose a distribution: the quickest way, and forms that go on when a server stops.");
    public static readonly Text Of = new("{0} 설정 방법", "Set up {0}");
    public static readonly Text Versions = new("버전", "Version");
    public static readonly Text Script = new("스크립트로 설정", "By script");
    public static readonly Text ScriptNote = new(
        "버전을 스스로 알아내고, 바꾸기 전의 파일을 남기며, 되돌릴 수 있습니다. 먼저 무엇을 바꿀지 보여 주기만 할 수도 있습니다.",
        "It finds the version itself, keeps the old files, and can undo. It can also only show what it would do.");
    public static readonly Text ReadScript = new("스크립트 읽어 보기", "Read the script");

    public static readonly Text Wishes = new("특정 미러를 피하거나 고르기", "Leave a mirror out, or ask for one");
    public static readonly Text WishesLead = new(
        "저장소 경로 앞에 원하는 것을 적으면 그 줄을 쓰는 컴퓨터에만 적용됩니다. 모든 패키지 관리자에서 동작합니다.",
        "Write a wish in front of the repository's path. It holds for the machine with this line alone, and works with "
        + "every package manager.");
    public static readonly Text WishesCaption = new("경로 앞에 적을 수 있는 것", "What can stand in front of a path");
    public static readonly Text Wish = new("앞에 적기", "Prefix");
    public static readonly Text Meaning = new("뜻", "Meaning");
    public static readonly Text Example = new("예", "Example");
    public static readonly Text WishNo = new("이 미러로는 보내지 마세요", "not to these mirrors");
    public static readonly Text WishOnly = new("이 미러로만 보내세요", "to these mirrors alone");
    public static readonly Text WishOrigin = new("항상 원본 서버에서 받겠습니다", "from the origin, always");
    public static readonly Text WishV4 = new("IPv4로 받겠습니다", "over IPv4");
    public static readonly Text WishHttps = new("https로만 받겠습니다", "over https alone");
}
