using System.Security.Cryptography;
using System.Text;

namespace Krfoss.Redirector.Site.Answers;

/// <summary>
/// The files that pages load beside themselves. They stand inside the program and have their digest in their name, so
/// that browsers keep them for good.
/// </summary>
internal sealed class Assets
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly string[] Styles = ["tokens.css", "layout.css", "parts.css", "figures.css"];

    private readonly Dictionary<string, (string Type, byte[] Content)> _files = new(StringComparer.Ordinal);

    public Assets()
    {
        Style = Add("site", "css", "text/css; charset=utf-8", [.. Styles.SelectMany(Read)]);
        Icon = Add("icon", "svg", "image/svg+xml", Read("icon.svg"));
    }

    /// <summary>Address of the style sheet.</summary>
    public string Style { get; }

    public string Icon { get; }

    public static void Map(WebApplication app) => app.MapGet("/assets/{name}", Answer).ExcludeFromDescription();

    private static IResult Answer(string name, Assets assets, HttpContext context)
    {
        if (!assets._files.TryGetValue(name, out var file)) return Results.NotFound();
        context.Response.Headers.CacheControl = Forever;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(file.Content, file.Type);
    }

    private string Add(string name, string ending, string type, byte[] content)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));
        var file = $"{name}.{digest}.{ending}";
        _files.Add(file, (type, content));
        return "/assets/" + file;
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }
}
