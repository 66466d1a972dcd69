namespace Krfoss.Redirector.Core.Selection;

/// <summary>Why a mirror that carries the repository was left out of one decision. A closed list.</summary>
public enum RejectReason
{
    None,

    /// <summary>Weight 0 in the catalog.</summary>
    Drained,

    /// <summary>Paused in the catalog.</summary>
    Paused,

    /// <summary>Private, and it has not checked in for too long.</summary>
    Silent,

    /// <summary>It has given its <c>daily_cap</c>; back at midnight in its country.</summary>
    DailyCap,

    /// <summary>Private, and the client is in none of its netblocks and networks.</summary>
    Private,

    /// <summary>The client's country is not among <c>countries_allowed</c>.</summary>
    Country,

    /// <summary>The client needs https and the mirror has none.</summary>
    Scheme,

    /// <summary>
    /// The client came over IPv6; the mirror has none, does not answer over it, or is less certain to do so than
    /// another one.
    /// </summary>
    Family,

    /// <summary>The path is outside of <c>include</c>.</summary>
    NotIncluded,

    /// <summary>The path is inside <c>exclude</c>.</summary>
    Excluded,

    /// <summary>The client's own wish: <c>~no=</c> or <c>~only=</c>.</summary>
    Wish,

    /// <summary>The client asked again after it was sent there.</summary>
    Avoided,

    /// <summary>Another mirror answers the client's netblock alone.</summary>
    Monopoly,

    /// <summary>The mirror does not declare the repository.</summary>
    NotCarried,

    /// <summary>The latest checks of the mirror failed.</summary>
    Down,

    /// <summary>Nothing is known yet of the index that lists the path on this mirror.</summary>
    Unverified,

    /// <summary>What the mirror shows was replaced at the origin longer ago than <c>max_lag</c>.</summary>
    TooOld,

    /// <summary>
    /// The path is newer than the generation that the mirror certainly has, or left it since; or the origin's index is
    /// being read again right now.
    /// </summary>
    LacksFile,

    /// <summary>No index that we have read lists the path.</summary>
    NotListed,
}

/// <summary>The words of <see cref="RejectReason"/> in JSON, and the sentences for people.</summary>
public static class RejectReasonWords
{
    public static string ToWord(this RejectReason reason) => reason switch
    {
        RejectReason.NotIncluded => "not-included",
        RejectReason.NotCarried => "not-carried",
        RejectReason.DailyCap => "daily-cap",
        RejectReason.TooOld => "too-old",
        RejectReason.LacksFile => "lacks-file",
        RejectReason.NotListed => "not-listed",
        _ => reason.ToString().ToLowerInvariant(),
    };

    public static string InEnglish(this RejectReason reason) => reason switch
    {
        RejectReason.Drained => "drained: its weight is 0",
        RejectReason.Paused => "paused by its operator",
        RejectReason.Silent => "private, and has not checked in for too long",
        RejectReason.DailyCap => "has given its daily_cap; back at midnight in its country",
        RejectReason.Private => "private: only for clients of its own networks",
        RejectReason.Country => "not allowed for this country",
        RejectReason.Scheme => "has no https",
        RejectReason.Family => "does not answer over IPv6, or less certainly than another mirror does",
        RejectReason.NotIncluded => "does not carry this path",
        RejectReason.Excluded => "leaves this path out",
        RejectReason.Wish => "not wished for by this client",
        RejectReason.Avoided => "served this client badly a short while ago",
        RejectReason.Monopoly => "another mirror answers this client's netblock alone",
        RejectReason.NotCarried => "does not carry this repository",
        RejectReason.Down => "down: its latest checks failed",
        RejectReason.Unverified => "not verified yet: its index was not checked against the origin's",
        RejectReason.TooOld => "too old: the origin replaced what it shows longer ago than max_lag",
        RejectReason.LacksFile => "does not certainly have this file as the origin's newest index lists it",
        RejectReason.NotListed => "no index that we have read vouches for this file",
        _ => "eligible",
    };

    public static string InKorean(this RejectReason reason) => reason switch
    {
        RejectReason.Drained => "가중치가 0이라 제외됨",
        RejectReason.Paused => "운영자가 일시 중지함",
        RejectReason.Silent => "비공개 미러: 체크인이 오래되어 제외됨",
        RejectReason.DailyCap => "오늘의 전송량 한도(daily_cap)에 도달함: 미러 국가의 자정에 다시 시작",
        RejectReason.Private => "비공개 미러: 자체 네트워크 사용자만 이용 가능",
        RejectReason.Country => "이 국가에는 허용되지 않음",
        RejectReason.Scheme => "https를 제공하지 않음",
        RejectReason.Family => "IPv6로 응답하지 않거나, 다른 미러와 달리 IPv6가 확인되지 않음",
        RejectReason.NotIncluded => "이 경로를 제공하지 않음",
        RejectReason.Excluded => "이 경로를 제외함",
        RejectReason.Wish => "사용자의 요청(~no, ~only)으로 제외됨",
        RejectReason.Avoided => "조금 전 이 사용자에게 제대로 제공하지 못함",
        RejectReason.Monopoly => "다른 미러가 이 사용자의 대역을 전담함",
        RejectReason.NotCarried => "이 저장소를 제공하지 않음",
        RejectReason.Down => "최근 점검에 실패하여 중단됨",
        RejectReason.Unverified => "아직 검증되지 않음: 색인을 원본과 비교하지 못함",
        RejectReason.TooOld => "너무 오래됨: 현재 보여 주는 내용을 원본이 교체한 지 max_lag보다 오래 지남",
        RejectReason.LacksFile => "원본의 최신 색인에 있는 이 파일을 가지고 있는지 확실하지 않음",
        RejectReason.NotListed => "확인된 어떤 색인에도 이 파일이 없음",
        _ => "선택 가능",
    };
}
