using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Explaining;

namespace Krfoss.Redirector.Tests.Explaining;

public sealed class DecisionSentencesTests
{
    [Fact]
    public void Every_reason_has_a_sentence_of_its_own_in_both_languages()
    {
        var reasons = Enum.GetValues<DecisionReason>();
        Assert.Equal(reasons.Length, reasons.Select(DecisionSentences.InEnglish).Distinct().Count());
        Assert.Equal(reasons.Length, reasons.Select(DecisionSentences.InKorean).Distinct().Count());
        Assert.All(
            reasons, reason => Assert.Contains(DecisionSentences.InKorean(reason), c => c is >= '가' and <= '힣'));
        Assert.All(reasons, reason => Assert.DoesNotContain(DecisionSentences.InEnglish(reason), c => c > '~'));
    }
}
