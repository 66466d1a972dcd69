using Krfoss.Redirector.Core.Selection;

namespace Krfoss.Redirector.Explaining;

/// <summary>Who may read what in an explanation.</summary>
internal static class ExplanationAudience
{
    /// <summary>
    /// Private mirrors are shown to operators and to the clients they serve; to others they do not exist.
    /// </summary>
    public static Explanation For(this Explanation explanation, bool isOperator) => isOperator
        ? explanation
        : explanation with
        {
            Mirrors = [.. explanation.Mirrors.Where(mirror =>
                !mirror.Mirror.Definition.Private || mirror.Standing.Rejected == RejectReason.None)],
        };
}
