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

    /// <summary>Private, and the client is in none of its netblocks and networks.</summary>
    Private,

    /// <summary>The client's country is not among <c>countries_allowed</c>.</summary>
    Country,

    /// <summary>The client needs https and the mirror has none.</summary>
    Scheme,

    /// <summary>The client came over IPv6; the mirror has none, or does not say so while another one does.</summary>
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
}

/// <summary>The words of <see cref="RejectReason"/> in JSON, and the sentences for people.</summary>
public static class RejectReasonWords
{
    public static string ToWord(this RejectReason reason) => reason switch
    {
        RejectReason.NotIncluded => "not-included",
        RejectReason.NotCarried => "not-carried",
        _ => reason.ToString().ToLowerInvariant(),
    };

    public static string InEnglish(this RejectReason reason) => reason switch
    {
        RejectReason.Drained => "drained: its weight is 0",
        RejectReason.Paused => "paused by its operator",
        RejectReason.Silent => "private, and has not checked in for too long",
        RejectReason.Private => "private: only for clients of its own networks",
        RejectReason.Country => "not allowed for this country",
        RejectReason.Scheme => "has no https",
        RejectReason.Family => "has no IPv6, or does not declare it while another mirror does",
        RejectReason.NotIncluded => "does not carry this path",
        RejectReason.Excluded => "leaves this path out",
        RejectReason.Wish => "not wished for by this client",
        RejectReason.Avoided => "served this client badly a short while ago",
        RejectReason.Monopoly => "another mirror answers this client's netblock alone",
        RejectReason.NotCarried => "does not carry this repository",
        _ => "eligible",
    };

    public static string InKorean(this RejectReason reason) => reason switch
    {
        RejectReason.Drained => "가중치가 0이라 제외됨",
        RejectReason.Paused => "운영자가 일시 중지함",
        RejectReason.Silent => "비공개 미러: 체크인이 오래되어 제외됨",
        RejectReason.Private => "비공개 미러: 자체 네트워크 사용자만 이용 가능",
        RejectReason.Country => "이 국가에는 허용되지 않음",
        RejectReason.Scheme => "https를 제공하지 않음",
        RejectReason.Family => "IPv6를 제공하지 않거나, 다른 미러와 달리 IPv6를 명시하지 않음",
        RejectReason.NotIncluded => "이 경로를 제공하지 않음",
        RejectReason.Excluded => "이 경로를 제외함",
        RejectReason.Wish => "사용자의 요청(~no, ~only)으로 제외됨",
        RejectReason.Avoided => "조금 전 이 사용자에게 제대로 제공하지 못함",
        RejectReason.Monopoly => "다른 미러가 이 사용자의 대역을 전담함",
        RejectReason.NotCarried => "이 저장소를 제공하지 않음",
        _ => "선택 가능",
    };
}
