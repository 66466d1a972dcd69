using System.Text;
using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>
/// Writes the public mirrors of a repository as a mirror list of mirmon(1): country, address, and the operator's mail,
/// a line each; a mirror with two schemes has two lines.
/// </summary>
public static class MirmonExport
{
    public static string Write(CatalogDefinition catalog, string repository)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var lines = new StringBuilder();
        foreach (var mirror in catalog.Mirrors.Where(mirror => !mirror.Private))
        {
            if (mirror.Repositories.FirstOrDefault(carried => carried.Repository == repository) is not { } carried)
                continue;
            foreach (var url in mirror.Urls)
            {
                lines.Append(mirror.Location.Country.ToLowerInvariant()).Append(' ')
                    .Append(url.OriginalString).Append(carried.Path).Append('/');
                if (mirror.Contact?.Email is { } email) lines.Append(' ').Append(email);
                lines.Append('\n');
            }
        }

        return lines.ToString();
    }
}
