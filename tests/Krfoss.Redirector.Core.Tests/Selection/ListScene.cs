using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>Lists for one test: the mirrors of a <see cref="Scene"/>, clients by address, place and network.</summary>
internal static class ListScene
{
    private const string Folder = "9/BaseOS/x86_64/os/";

    /// <summary>Ids in the order of MirrorManager.</summary>
    public static string[] MirrorManager(
        this Scene scene,
        ClientLocation location,
        string client = "1.2.3.4",
        string countries = "",
        string path = Folder,
        bool isHttps = false) => Ids(scene.Ordered(location, client, countries, path, isHttps).Mirrors);

    public static OrderedMirrors Ordered(
        this Scene scene,
        ClientLocation location,
        string client = "1.2.3.4",
        string countries = "",
        string path = Folder,
        bool isHttps = false)
    {
        var snapshot = scene.Snapshot();
        return MirrorManagerOrder.Rank(
            snapshot,
            Scene.Request(snapshot, location, path, client, isHttps, PathKind.Listing),
            countries.Split(',', StringSplitOptions.RemoveEmptyEntries),
            _ => true);
    }

    /// <summary>Ids in the order of AlmaLinux's service.</summary>
    public static string[] AlmaLinux(
        this Scene scene, ClientLocation location, string client = "1.2.3.4", string path = Folder)
    {
        var snapshot = scene.Snapshot();
        return Ids(AlmaLinuxOrder.Rank(
            snapshot, Scene.Request(snapshot, location, path, client, kind: PathKind.Listing), _ => true));
    }

    public static Func<MirrorDefinition, MirrorDefinition> In(params string[] blocks) => mirror => mirror with
    {
        Netblocks = [.. blocks.Select(text => IpPrefix.TryParse(text, out var block) ? block : default)],
    };

    private static string[] Ids(IEnumerable<MirrorCandidate> mirrors) => [.. mirrors.Select(m => m.Mirror.Id)];
}
