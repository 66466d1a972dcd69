using System.Text.Json;
using System.Text.Json.Serialization;
using Krfoss.Redirector.Registry.Observations;
using Krfoss.Redirector.Registry.Tallies;

namespace Krfoss.Redirector.Registry.Lines;

/// <summary>
/// The whole registry as JSON lines, one object a line: <c>{"kind":"mirror",…}</c>, kinds named after the tables in
/// singular. The first line has the kind <c>registry</c> and the version of this form, the last one the kind <c>end</c>
/// and the number of lines before it, so that a backup that was cut off shows itself. It is how a registry is backed
/// up, read by other tools, and moved from SQLite to PostgreSQL. Bytes are Base64. A kind that comes anew leaves the
/// version as it is: older lines lack it, and older programs say that they do not know it.
/// </summary>
internal static class RegistryLines
{
    public const int Version = 1;
    public const string FirstKind = "registry";
    public const string EndKind = "end";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["counter"] = typeof(CounterRow),
        ["catalog_revision"] = typeof(CatalogRevisionRow),
        ["mirror"] = typeof(MirrorRow),
        ["repository"] = typeof(RepositoryRow),
        ["index_root"] = typeof(IndexRootRow),
        ["event"] = typeof(EventRow),
        ["mirror_state"] = typeof(MirrorStateRecord),
        ["index_generation"] = typeof(GenerationRecord),
        ["index_part"] = typeof(IndexPartRecord),
        ["state_change"] = typeof(StateChangeRecord),
        ["complaint"] = typeof(ComplaintRecord),
        ["check_hour"] = typeof(CheckHourRow),
        ["check"] = typeof(CheckRecord),
        ["content_tally"] = typeof(ContentTallyRecord),
        ["place_tally"] = typeof(PlaceTallyRecord),
        [EndKind] = typeof(EndLine),
    };
}

internal sealed record EndLine(int Lines);
