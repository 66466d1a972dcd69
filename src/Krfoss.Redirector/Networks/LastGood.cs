namespace Krfoss.Redirector.Networks;

/// <summary>
/// The last good answer to each question, and when to ask again. For one worker; not for several threads.
/// </summary>
internal sealed class LastGood<T>(T nothing)
{
    private readonly Dictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    public T this[string question] => _answers.TryGetValue(question, out var answer) ? answer.Value : nothing;

    /// <summary>The wanted ones that are due; those that nobody wants any more are forgotten.</summary>
    public IReadOnlyList<string> Due(IReadOnlyCollection<string> wanted, DateTimeOffset now)
    {
        foreach (var gone in _answers.Keys.Except(wanted, StringComparer.Ordinal).ToArray()) _answers.Remove(gone);
        return [.. wanted.Distinct(StringComparer.Ordinal)
            .Where(question => !_answers.TryGetValue(question, out var answer) || answer.Next <= now)];
    }

    public void Put(string question, T value, DateTimeOffset next) => _answers[question] = new(value, next);

    /// <summary>The answer stays as it is.</summary>
    public void Postpone(string question, DateTimeOffset next) => _answers[question] = new(this[question], next);

    private readonly record struct Answer(T Value, DateTimeOffset Next);
}
