using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Explaining;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>Sentences that explain, lists and pages share, as texts of the pages.</summary>
internal static class ReasonWords
{
    public static Text Of(DecisionReason reason) =>
        new(DecisionSentences.InKorean(reason), DecisionSentences.InEnglish(reason));

    public static Text Of(RejectReason reason) => new(reason.InKorean(), reason.InEnglish());
}
