using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Setup;

/// <summary>Titles and notes of the ways to set a machine up.</summary>
internal static class SetupWords
{
    public static readonly Text Quick = new("가장 빠른 방법", "The quickest way");
    public static readonly Text QuickNote = new(
        "터미널에 붙여 넣으세요. 바꾸기 전의 파일이 .bak으로 남으므로, 되돌리려면 그 파일을 다시 제자리에 두면 됩니다.",
        "For a terminal. The file as it was stays beside it with .bak at its end: to go back, put that in its place.");
    public static readonly Text ByHand = new("직접 적기", "By hand");
    public static readonly Text ByHandNote = new(
        "파일의 내용을 이것으로 바꾸세요.", "Let the file say this in place of what it says.");
    public static readonly Text FailOver = new("장애를 견디는 구성", "With fail-over");
    public static readonly Text AptListNote = new(
        "apt가 미러 목록을 받아, 한 미러가 실패하면 스스로 다음 미러로 넘어갑니다(apt 1.6 이상). 색인은 원본 서버에서 받습니다.",
        "apt fetches a list of mirrors and goes on to the next one by itself when one fails (apt 1.6 or newer). "
        + "Indexes come from the origin.");
    public static readonly Text MetalinkNote = new(
        "dnf가 미러 목록과 색인의 체크섬을 함께 받아, 오래되거나 손상된 미러를 스스로 건너뜁니다.",
        "dnf fetches the mirrors together with the digest of the index, and passes stale or damaged ones over.");
    public static readonly Text MirrorlistNote = new(
        "dnf가 미러 목록을 받아, 한 미러가 실패하면 다음 미러로 넘어갑니다.",
        "dnf fetches a list of mirrors and goes on to the next one when one fails.");
    public static readonly Text TwoBasesNote = new(
        "두 번째 주소는 원본 서버입니다. 앞의 주소가 실패하면 dnf가 이어서 사용합니다.",
        "The second address is the origin: dnf goes on with it when the first one fails.");
    public static readonly Text PacmanQuickNote = new(
        "첫 줄에 추가되고 기존 서버는 예비로 남습니다. 바꾸기 전의 파일은 .bak으로 남습니다.",
        "Adds the first line; the servers that stand there stay as the second chance. The old file stays as .bak.");
    public static readonly Text PacmanNote = new(
        "pacman 7 이상: 데이터베이스는 원본에서, 패키지는 미러에서 받고, 실패하면 원본에서 다시 받습니다.",
        "pacman 7 or newer: databases come from the origin, packages from mirrors, or the origin when one fails.");
    public static readonly Text PacmanOldNote = new(
        "pacman 6: 두 번째 줄의 원본 서버가 예비입니다.", "pacman 6: the origin in the second line is the second chance.");
    public static readonly Text OldPacman = new("pacman 6에서", "For pacman 6");
    public static readonly Text ApkNote = new(
        "root로 실행하세요. 바꾸기 전의 파일은 .bak으로 남습니다.", "As root. The old file stays as .bak.");
    public static readonly Text OpnsenseNote = new(
        "시스템 → 펌웨어 → 설정에서 미러를 (기타)로 고르고 이 주소를 적으세요.",
        "System, Firmware, Settings: choose (other) as the mirror and enter this address.");
    public static readonly Text ProxmoxNote = new(
        "구독이 없는 저장소입니다. 구독용 enterprise 저장소는 함께 끄세요.",
        "The repository without a subscription. Switch the enterprise one off with it.");
}
