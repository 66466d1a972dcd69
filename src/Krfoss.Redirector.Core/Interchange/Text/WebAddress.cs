using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Interchange.Text;

/// <summary>Addresses of other lists, held to the catalog's own rules.</summary>
internal static class WebAddress
{
    /// <summary>A base URL that a catalog takes: http or https, nothing but scheme, host, port and path.</summary>
    public static bool TryRead(string text, out Uri url)
    {
        url = new Field(Scalar(text), new("url", "https://mirror.example.org"), new()).BaseUrl()!;
        return url is not null;
    }

    /// <summary>A link for people; one without a scheme is taken for https.</summary>
    public static bool TryReadLink(string text, out Uri url)
    {
        var link = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text.Trim();
        url = new Field(Scalar(link), new("url", "https://example.org"), new()).Link()!;
        return url is not null;
    }

    public static CatalogNode Scalar(string text) =>
        new("", 0, 0, CatalogNodeKind.Scalar) { Text = text.Trim(), IsPlain = true };
}

/// <summary>E-mail addresses, likewise.</summary>
internal static class Emails
{
    public static bool TryRead(string text, out string email)
    {
        var field = new Field(WebAddress.Scalar(text), new("email", "admin@example.org"), new());
        email = field.Email() ?? "";
        return email.Length > 0;
    }
}

/// <summary>Names of files on any system.</summary>
internal static class FileNames
{
    /// <summary>Without folders and without <c>.yml</c> or <c>.yaml</c>.</summary>
    public static string Stem(string file)
    {
        var name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) ? name[..^4]
            : name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name;
    }
}
