using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Krfoss.Redirector.Core.Tests.House;

/// <summary>
/// Compose files name only what is there, and let containers do no more than they must. No engine is asked.
/// </summary>
public sealed partial class ComposeFileTests
{
    private const string Folder = "docker";

    public static TheoryData<string> Files => ["compose.yaml", "cluster.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Whatever_is_mounted_or_built_from_is_there(string file)
    {
        foreach (var (name, service) in Services(file))
        {
            foreach (var source in Texts(service, "volumes").Select(volume => volume.Split(':')[0]))
            {
                if (source.StartsWith('.')) Assert.True(Repository.Exists($"{Folder}/{source}"), $"{name}: {source}");
                else Assert.Contains(source, Keys(Load(file), "volumes"));
            }

            if (Of(service, "build") is not YamlMappingNode build) continue;
            Assert.True(Repository.Exists($"{Folder}/{build["context"]}/{build["dockerfile"]}"), name);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Services_wait_for_services_and_join_networks_that_are_declared(string file)
    {
        var services = Services(file);
        foreach (var (name, service) in services)
        {
            var awaited = Of(service, "depends_on") is YamlMappingNode map ? Keys(map) : Texts(service, "depends_on");
            Assert.All(awaited, other => Assert.True(services.ContainsKey(other), $"{name} waits for {other}"));
            Assert.All(Texts(service, "networks"), network => Assert.Contains(network, Keys(Load(file), "networks")));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Nobody_gains_privileges_and_our_own_write_into_their_volume_alone(string file)
    {
        foreach (var (name, service) in Services(file))
        {
            Assert.Contains("no-new-privileges:true", Texts(service, "security_opt"));
            if (!IsOurs(service)) continue;
            Assert.Equal("true", Of(service, "read_only")?.ToString());
            Assert.Equal(["ALL"], Texts(service, "cap_drop"));
            Assert.All(
                Texts(service, "volumes"),
                volume => Assert.True(volume.EndsWith(":ro", StringComparison.Ordinal)
                    || volume.EndsWith(":/data", StringComparison.Ordinal), $"{name}: {volume}"));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Settings_are_those_of_the_documentation_and_no_password_is_written_down(string file)
    {
        var documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operating.md"));
        var text = File.ReadAllText(Path.Combine(Repository.Root, Folder, file));
        var settings = Setting().Matches(text).Select(match => match.Groups["key"].Value).ToArray();
        Assert.NotEmpty(settings);
        foreach (var key in settings)
        {
            var words = Regex.Replace(key, "__[0-9]+$", "").Replace("__", ":", StringComparison.Ordinal);
            Assert.Contains($"`{words}`", documented);
        }

        Assert.All(Password().Matches(text), match => Assert.StartsWith("${", match.Groups["value"].Value));
    }

    [Fact]
    public void Prometheus_asks_the_nodes_of_the_cluster_at_their_operators_listener()
    {
        var asked = File.ReadAllText(Path.Combine(Repository.Root, "config", "prometheus", "prometheus.yml"));
        var targets = Target().Matches(asked).Select(match => match.Value.Trim('\'')).ToArray();
        var nodes = Services("cluster.yaml").Where(service => IsOurs(service.Value));
        Assert.Equal(nodes.Select(node => $"{node.Key}:9100"), targets);
        Assert.Contains(
            "Redirector__Observability__Url: http://0.0.0.0:9100",
            File.ReadAllText(Path.Combine(Repository.Root, Folder, "cluster.yaml")));
    }

    private static YamlMappingNode Load(string file)
    {
        using var reader = new StreamReader(Path.Combine(Repository.Root, Folder, file));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static Dictionary<string, YamlMappingNode> Services(string file) =>
        ((YamlMappingNode)Load(file)["services"]).ToDictionary(
            pair => pair.Key.ToString(), pair => (YamlMappingNode)pair.Value, StringComparer.Ordinal);

    private static bool IsOurs(YamlMappingNode service) => Of(service, "image")?.ToString() == "krfoss-redirector";

    /// <summary>A value of the service, or of what it merges in.</summary>
    private static YamlNode? Of(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var own) ? own
        : node.Children.TryGetValue("<<", out var merged) ? Of((YamlMappingNode)merged, key)
        : null;

    private static IEnumerable<string> Texts(YamlMappingNode node, string key) =>
        Of(node, key) is YamlSequenceNode list ? list.Select(entry => entry.ToString()) : [];

    private static IEnumerable<string> Keys(YamlMappingNode node) => node.Children.Keys.Select(key => key.ToString());

    private static IEnumerable<string> Keys(YamlMappingNode node, string key) =>
        Of(node, key) is YamlMappingNode map ? Keys(map) : [];

    [GeneratedRegex("^ +(?<key>(?:Redirector|ConnectionStrings)__\\w+):", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("(?:Password=|PASSWORD: )(?<value>\\S+)")]
    private static partial Regex Password();

    [GeneratedRegex("'[a-z0-9]+:[0-9]+'")]
    private static partial Regex Target();
}
