using System.Text.Json;

namespace Krfoss.Redirector.Joining;

/// <summary>A check-in as it was understood, whatever form it came in.</summary>
/// <param name="Mirror">Id of the mirror, or the name of one of its hosts.</param>
/// <param name="Repositories">What was synchronized; empty = not said, so everything.</param>
/// <param name="Ok">False: the synchronization failed, and the mirror is not to count as fresh for it.</param>
internal sealed record CheckInRequest(string Mirror, string Token, IReadOnlyList<string> Repositories, bool Ok)
{
    private const int MostRepositories = 500;
    private const int LongestWord = 200;

    /// <summary>
    /// <c>{"mirror": "id", "repositories": ["debian"], "ok": true}</c>; the token may stand beside them. Null = no such
    /// thing.
    /// </summary>
    /// <param name="token">From the header <c>Authorization: Bearer</c>; empty where there is none.</param>
    public static CheckInRequest? FromJson(ReadOnlyMemory<byte> body, string token)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (Word(root, "mirror") is not { Length: > 0 } mirror) return null;
            List<string> repositories = [];
            if (root.TryGetProperty("repositories", out var list))
            {
                if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostRepositories) return null;
                foreach (var item in list.EnumerateArray())
                {
                    if (item.ValueKind != JsonValueKind.String || item.GetString() is not { Length: <= LongestWord } id)
                        return null;
                    repositories.Add(id);
                }
            }

            var ok = !root.TryGetProperty("ok", out var result) || result.ValueKind == JsonValueKind.True;
            return new(mirror, Word(root, "token") ?? token, repositories, ok);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Word(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: <= LongestWord } word ? word : null;
}
