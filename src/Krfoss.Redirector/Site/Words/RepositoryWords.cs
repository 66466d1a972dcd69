using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>The list of repositories, and the page of each.</summary>
internal static class RepositoryWords
{
    public static readonly Text ListLead = new(
        "저장소마다 원본 서버의 색인을 따라 읽고, 그 내용을 확인한 미러에만 패키지 요청을 보냅니다.",
        "We follow each origin's index, and send requests for packages only to mirrors that were checked against it.");
    public static readonly Text Caption = new("저장소 목록", "All repositories");
    public static readonly Text Serving = new("제공 중인 미러", "Mirrors serving");
    public static readonly Text ServingOf = new("{1}곳 중 {0}곳", "{0} of {1}");
    public static readonly Text LastChange = new("마지막 갱신", "Last change");
    public static readonly Text OriginState = new("원본 응답", "Origin answers");

    public static readonly Text Facts = new("저장소 정보", "About this repository");
    public static readonly Text OurAddress = new("이 서비스의 주소", "Its address here");
    public static readonly Text OriginAddress = new("원본 주소", "Its origin");
    public static readonly Text MaxLag = new("허용 지연", "May lag by");
    public static readonly Text MaxLagUsual = new("기본값", "the usual");

    public static readonly Text Setup = new("설정", "Set up");
    public static readonly Text Propagation = new("새 색인이 퍼지는 속도", "How fast a new index spreads");
    public static readonly Text PropagationNote = new(
        "세로줄은 원본이 새 색인을 낸 때, 점은 미러에서 그것을 처음 확인한 때입니다. 점이 줄에 가까울수록 빠릅니다.",
        "A line: the origin published. A dot: the mirror was first seen with it. The nearer the two, the faster.");
    public static readonly Text PropagationAlt = new(
        "원본의 최근 갱신 {0}번을 미러 {1}곳이 따라온 시각",
        "When {1} mirrors followed the latest {0} changes of the origin");
    public static readonly Text PropagationNone = new(
        "아직 새 색인이 나온 적이 없어 속도를 잴 수 없습니다.", "No new index came since we look, so there is nothing to measure.");
    public static readonly Text SpeedCaption = new("미러별 따라오는 속도", "Mirrors by how fast they follow");
    public static readonly Text Typical = new("보통", "Usually after");
    public static readonly Text Slowest = new("가장 늦을 때", "At the slowest");
    public static readonly Text Seen = new("확인된 세대", "Seen with");
    public static readonly Text SeenOf = new("{0}세대 중 {1}", "{1} of {0}");

    public static readonly Text Indexes = new("따라 읽는 색인", "Indexes that are followed");
    public static readonly Text IndexesNote = new(
        "세대는 내용이 바뀔 때마다 하나씩 늘어납니다.", "A generation is one content of an index; each change makes the next one.");
    public static readonly Text IndexesCaption = new("{0}의 색인", "Indexes of {0}");
    public static readonly Text IndexesNone = new(
        "아직 읽은 색인이 없습니다. 그동안은 등록된 내용대로 운영하거나 원본 서버가 제공합니다.",
        "No index was read yet. Until then declarations stand, or the origin answers.");
    public static readonly Text Index = new("색인", "Index");
    public static readonly Text Generation = new("세대", "Generation");
    public static readonly Text Since = new("시각", "Since");
    public static readonly Text Files = new("파일 수", "Files");
    public static readonly Text UpToDate = new("최신인 미러", "Mirrors at it");
    public static readonly Text Withdrawn = new("원본에서 사라짐", "gone from the origin");
    public static readonly Text Incomplete = new("일부만 읽음", "read in part");
    public static readonly Text More = new("그 밖의 색인 {0}개", "{0} more");

    public static readonly Text MirrorsTitle = new("제공하는 미러", "Mirrors that carry it");
    public static readonly Text MirrorsCaption = new("{0} 미러", "Mirrors of {0}");
    public static readonly Text FreshnessJson = new("최신 상태 (JSON)", "Freshness (JSON)");

    private static readonly Text Reachable = new("정상", "yes");
    private static readonly Text Unreachable = new("응답 없음", "no");

    public static Text Of(OriginState state) => state switch
    {
        Core.Health.OriginState.Reachable => Reachable,
        Core.Health.OriginState.Unreachable => Unreachable,
        _ => CommonWords.Unknown,
    };
}
