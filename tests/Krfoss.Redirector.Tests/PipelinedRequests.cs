namespace Krfoss.Redirector.Tests;

/// <summary>Many requests over few connections, a batch at a time, the answers in order.</summary>
internal static class PipelinedRequests
{
    private const int Batch = 20;

    /// <param name="requests">Whole requests, each with its empty line.</param>
    /// <param name="isLast">
    /// True for a request after which the server probably closes; nothing is sent behind it. When it closes earlier,
    /// the rest is sent again.
    /// </param>
    public static async Task<IReadOnlyList<RawAnswer>> AskAllAsync(
        this RunningRedirector redirector, IReadOnlyList<string> requests, Func<int, bool>? isLast = null)
    {
        var answers = new List<RawAnswer>(requests.Count);
        while (answers.Count < requests.Count)
        {
            var before = answers.Count;
            using var connection = await RawConnection.OpenAsync(redirector.Address);
            while (answers.Count < requests.Count && await ExchangeAsync(connection, requests, answers, isLast))
            {
            }

            Assert.True(answers.Count > before, $"closed without an answer: {requests[before]}");
        }

        return answers;
    }

    /// <summary>So many packages of one repository, each from an address of its own.</summary>
    public static Task<IReadOnlyList<RawAnswer>> AskForPackagesAsync(
        this RunningRedirector redirector, int count, string repository = "debian", string headers = "") =>
        redirector.AskAllAsync(
        [
            .. Enumerable.Range(0, count).Select(i =>
                $"GET /{repository}/pool/main/p/p{i}/p{i}_1.0_amd64.deb HTTP/1.1\r\nHost: x\r\n"
                + $"X-Forwarded-For: 121.128.{i / 250 % 32}.{(i % 250) + 1}\r\n{headers}\r\n"),
        ]);

    private static async Task<bool> ExchangeAsync(
        RawConnection connection, IReadOnlyList<string> requests, List<RawAnswer> answers, Func<int, bool>? isLast)
    {
        var end = Math.Min(answers.Count + Batch, requests.Count);
        if (isLast is not null)
        {
            var stop = answers.Count;
            while (stop < end && !isLast(stop)) stop++;
            end = Math.Min(stop + 1, end);
        }

        await connection.SendAsync(string.Concat(requests.Skip(answers.Count).Take(end - answers.Count)));
        while (answers.Count < end)
        {
            if (await connection.ReadAsync() is not { } answer) return false;
            answers.Add(answer);
            if (string.Equals(answer.Header("Connection"), "close", StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }
}
