using Krfoss.Redirector.Core.Selection;

namespace Krfoss.Redirector.Explaining;

/// <summary>What each reason means, in a sentence for people.</summary>
internal static class DecisionSentences
{
    public static string InEnglish(DecisionReason reason) => reason switch
    {
        DecisionReason.OriginMetadata => "indexes, keys and checksums always come from the origin",
        DecisionReason.OriginUnlisted => "no index vouches for this path, so the origin answers",
        DecisionReason.OriginNoMirror => "no mirror may serve this client this path, so the origin answers",
        DecisionReason.Monopoly => "this mirror serves the client's netblock alone",
        DecisionReason.Netblock => "the client stands in a netblock of this mirror",
        DecisionReason.Network => "the mirror stands in the client's own network",
        DecisionReason.Near => "among the nearest mirrors of the client's country",
        DecisionReason.Spill => "the small share that goes to the next nearest mirrors of the country",
        DecisionReason.Country => "the client's place is not known: spread over its country",
        DecisionReason.Foreign => "no mirror in the client's country may serve this path",
        DecisionReason.Retry => "the client asked again: somebody else answers",
        DecisionReason.OriginFreshFile => "so new that no mirror certainly has it yet, so the origin answers",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    public static string InKorean(DecisionReason reason) => reason switch
    {
        DecisionReason.OriginMetadata => "색인, 키, 체크섬은 항상 원본 서버가 제공합니다",
        DecisionReason.OriginUnlisted => "어떤 색인에도 없는 경로이므로 원본 서버가 제공합니다",
        DecisionReason.OriginNoMirror => "이 사용자에게 이 경로를 제공할 수 있는 미러가 없어 원본 서버가 제공합니다",
        DecisionReason.Monopoly => "이 미러가 사용자의 네트워크 대역을 전담합니다",
        DecisionReason.Netblock => "사용자가 이 미러의 네트워크 대역에 있습니다",
        DecisionReason.Network => "미러가 사용자와 같은 통신망에 있습니다",
        DecisionReason.Near => "사용자의 국가에서 가장 가까운 미러 중 하나입니다",
        DecisionReason.Spill => "국가 안의 다음으로 가까운 미러에 배정되는 작은 몫입니다",
        DecisionReason.Country => "사용자의 위치를 알 수 없어 국가 전체에 분산합니다",
        DecisionReason.Foreign => "사용자의 국가에 이 경로를 제공할 수 있는 미러가 없습니다",
        DecisionReason.Retry => "다시 요청하셨으므로 다른 서버가 제공합니다",
        DecisionReason.OriginFreshFile => "아직 미러에 확실히 있다고 볼 수 없는 새 파일이므로 원본 서버가 제공합니다",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
