namespace Krfoss.Redirector.Core.Tests.House;

public sealed class WordingRulesTests
{
    // The samples are put together here, or this file would break the rules that it proves.
    private const string Delay = "await Task." + "Delay(";

    [Theory]
    [InlineData("// TO" + "DO later")]
    [InlineData("// FIX" + "ME")]
    [InlineData("// HA" + "CK")]
    [InlineData("  #reg" + "ion Fields")]
    [InlineData("#pragma w" + "arning disable CA1822")]
    [InlineData("[SuppressM" + "essage(\"a\", \"b\")]")]
    public void Unfinished_and_suppressed_code_is_found(string text) => Assert.Single(In("src/A.cs", text));

    [Theory]
    [InlineData("var todoList = hackathon;")]
    [InlineData("// A region of Korea")]
    [InlineData("#pragma checksum")]
    public void Ordinary_words_are_left_alone(string text) => Assert.Empty(In("src/A.cs", text));

    [Fact]
    public void Unfinished_scripts_are_found() => Assert.Single(In("tests/clients/a.sh", "# TO" + "DO"));

    [Theory]
    [InlineData("Thread.S" + "leep(10);")]
    [InlineData(Delay + "10);")]
    [InlineData(Delay + "TimeSpan.FromSeconds(1), token);")]
    public void Sleeping_test_is_found(string text)
    {
        Assert.Single(In("tests/A.cs", text));
        Assert.Empty(In("src/A.cs", text));
    }

    [Theory]
    [InlineData(Delay + "TimeSpan.FromSeconds(1), timeProvider, token);")]
    [InlineData(Delay + "TimeSpan.FromSeconds(1), clock);")]
    public void Test_may_wait_for_a_clock_that_it_moves(string text) => Assert.Empty(In("tests/A.cs", text));

    [Theory]
    [InlineData("/wo" + "rk/main/src")]
    [InlineData("cd /ro" + "ot/x")]
    [InlineData("see /ho" + "me/someone/notes")]
    [InlineData("https://api.nu" + "get.org/v3/index.json")]
    [InlineData("https://registry.npm" + "js.org/left-pad")]
    [InlineData("https://py" + "pi.org/simple")]
    public void Machines_and_package_registries_are_not_named(string text)
    {
        Assert.Single(In("docs/a.md", text));
        Assert.Single(In("config/a.yaml", text));
    }

    [Theory]
    [InlineData("how mirrors work/rest")]
    [InlineData("https://example.org/work/a")]
    [InlineData("$RUN/root/usr")]
    public void Other_paths_may_be_named(string text) => Assert.Empty(In("docs/a.md", text));

    private static IEnumerable<string> In(string path, string text) => WordingRules.Violations(new(path, text + "\n"));
}
