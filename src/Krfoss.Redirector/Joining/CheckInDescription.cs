using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Krfoss.Redirector.Joining;

/// <summary>
/// What the OpenAPI document says of a check-in. Written out, since a type that it accepts would have requests refused
/// that do not say <c>application/json</c>.
/// </summary>
internal static class CheckInDescription
{
    public const string Text =
        "Keeps a private mirror in service, and has a public one looked at soon. The mirror's token stands in the "
        + "header Authorization: Bearer, or in the body. MirrorManager's report_mirror payload is understood too.";

    public static Task AddBodyAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = Body() },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Body() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(["mirror"], StringComparer.Ordinal),
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["mirror"] = Word("Id of the mirror in the catalog, or the name of its host."),
            ["repositories"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema { Type = JsonSchemaType.String },
                Description = "Ids of what was synchronized; without it everything.",
            },
            ["ok"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Boolean,
                Description = "False: the run failed, and this is no check-in. Without it true.",
            },
            ["token"] = Word("In place of the header, where a client cannot send one."),
        },
    };

    private static OpenApiSchema Word(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };
}
