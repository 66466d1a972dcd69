using Krfoss.Redirector.Core.Snapshots;
using Microsoft.AspNetCore.OpenApi;

namespace Krfoss.Redirector.Status;

/// <summary>What the OpenAPI document says beside the endpoints themselves.</summary>
internal static class ApiDescription
{
    // Of our type names; readers of the document know Mirror, Repository, Explanation.
    private const string Suffix = "Json";

    public static void Set(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint =>
            endpoint.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type =>
        {
            var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            return name?.EndsWith(Suffix, StringComparison.Ordinal) == true ? name[..^Suffix.Length] : name;
        };
        options.AddDocumentTransformer((document, context, _) =>
        {
            var site = context.ApplicationServices.GetRequiredService<SnapshotStore>().Current.Catalog.Site;
            document.Info.Title = $"{site.Name} mirrors";
            document.Info.Version = "1";
            document.Info.Description =
                "What is declared and seen of mirrors and repositories, and how requests are decided.";

            // The service's own address is what the catalog declares, never what a client wrote into Host.
            document.Servers = site.Url is { } url ? [new() { Url = url.AbsoluteUri }] : [];
            return Task.CompletedTask;
        });
    }
}
