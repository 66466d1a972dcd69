using System.Collections.Concurrent;

namespace Krfoss.Redirector.Crawling;

/// <summary>
/// Tells who wants to know at once that an origin published something. Whoever listens looks for itself at what is due;
/// nothing is carried that could pile up.
/// </summary>
internal sealed class CrawlNews
{
    private readonly ConcurrentBag<Action<string>> _listeners = [];

    /// <param name="listener">Gets the id of a repository; must not wait.</param>
    public void WhenPublished(Action<string> listener) => _listeners.Add(listener);

    public void Published(string repository)
    {
        foreach (var listener in _listeners) listener(repository);
    }
}
