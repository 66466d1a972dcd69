using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>The page that explains one decision.</summary>
internal static class ExplainWords
{
    public static readonly Text Title = new("왜 이 미러로 연결되나요?", "Why this mirror?");
    public static readonly Text Lead = new(
        "파일 주소나 apt가 출력한 줄을 붙여 넣으면, 지금 이 연결에서 어느 서버가 왜 응답하는지 보여 드립니다.",
        "Paste the address of a file, or a line that apt printed, and see who answers you, and why.");
    public static readonly Text Field = new("주소 또는 출력된 줄", "An address, or a line of output");
    public static readonly Text Scheme = new("프로토콜", "Protocol");
    public static readonly Text Ask = new("이유 보기", "Explain");
    public static readonly Text Example = new("예시로 보기", "An example");
    public static readonly Text NotFound = new(
        "붙여 넣은 내용에서 저장소 경로를 찾지 못했습니다. 예: {0}",
        "No path of a repository was found in this. For example: {0}");
    public static readonly Text Unsafe = new(
        "이 경로는 안전하지 않아 400으로 거절합니다.", "This path is refused with 400, because it is not safe.");

    public static readonly Text Answer = new("응답", "The answer");
    public static readonly Text File = new("파일", "File");
    public static readonly Text Kind = new("종류", "Kind");
    public static readonly Text Location = new("보내는 주소", "Sent to");
    public static readonly Text NoHttps = new(
        "이 저장소는 https로 제공되지 않아 404로 답합니다.", "This repository has no https: the answer is 404.");
    public static readonly Text Reason = new("이유", "Reason");

    public static readonly Text Compared = new("비교한 미러", "Mirrors that were compared");
    public static readonly Text ComparedNote = new(
        "점수 거리는 실제 거리에서 같은 통신망의 가산 거리를 뺀 값입니다. 가장 가까운 미러와 {0} km 이내면 나누어 보냅니다.",
        "The distance that counts is the real one less the bonus for your own network. Within {0} km of the nearest, "
        + "mirrors share.");
    public static readonly Text Bonus = new("같은 통신망", "Own network");
    public static readonly Text Effective = new("점수 거리", "Counts as");
    public static readonly Text Caption = new("이 결정에서 비교한 미러", "Mirrors that were compared for this decision");
    public static readonly Text ThisRequest = new("이 요청", "this request");
    public static readonly Text NoneCompared = new(
        "이런 파일은 항상 원본 서버가 제공하므로 미러를 비교하지 않습니다.",
        "The origin always answers for files like this, so no mirrors are compared.");

    public static readonly Text LeftOut = new("제외된 미러", "Mirrors that were left out");
    public static readonly Text LeftOutCaption = new("제외된 미러와 이유", "Mirrors that were left out, and why");
    public static readonly Text Evidence = new(
        "{0}: 파일은 {1}세대부터, 이 미러는 {2}세대까지 확인, 최신은 {3}세대",
        "{0}: file since generation {1}, mirror verified at {2}, newest {3}");
    public static readonly Text AsText = new("텍스트로 보기", "As text");
    public static readonly Text AsJson = new("JSON으로 보기", "As JSON");
    public static readonly Text OnCommandLine = new("명령줄에서", "From the command line");

    private static readonly Text Metadata = new("색인·키·체크섬", "index, key or checksums");
    private static readonly Text Package = new("패키지", "package");
    private static readonly Text Other = new("그 밖의 파일", "other file");

    public static Text Of(PathKind kind) =>
        kind == PathKind.Metadata ? Metadata : kind.IsForMirrors() ? Package : Other;
}
