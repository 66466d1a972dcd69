using Krfoss.Redirector.Importing;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Importing;

public sealed class CatalogFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Here => _folder.File("here");

    private string Program => _folder.File("program");

    [Fact]
    public void The_current_directory_comes_before_the_programs_own()
    {
        var bundled = _folder.Write("program/config/mirrors.yaml", "bundled");
        var files = Files("config/mirrors.yaml");
        Assert.Equal(bundled, files.MainFile);
        Assert.Equal(bundled, Assert.Single(files.Read().Sources).File);

        var own = _folder.Write("here/config/mirrors.yaml", "own");
        Assert.Equal(own, files.MainFile);
        Assert.Equal("config/mirrors.yaml", Assert.Single(files.Read().Sources).File);
    }

    [Fact]
    public void The_files_beside_it_follow_in_ordinal_order()
    {
        _folder.Write("here/mirrors.yaml", "main");
        foreach (var name in new[] { "b.yaml", "a.yaml", "B.yaml", "c.yaml~", "d.yml", ".e.yaml" })
            _folder.Write($"here/mirrors.d/{name}", name);
        Assert.Equal(
            ["mirrors.yaml", "mirrors.d/B.yaml", "mirrors.d/a.yaml", "mirrors.d/b.yaml"],
            Files("mirrors.yaml").Read().Sources.Select(s => s.File), StringComparer.Ordinal);
    }

    [Fact]
    public void A_missing_catalog_says_where_it_was_looked_for()
    {
        var problem = Files("config/mirrors.yaml").Read().Problem!;
        Assert.Equal("config/mirrors.yaml", problem.File);
        Assert.Contains(Path.Combine(Here, "config/mirrors.yaml"), problem.Hint, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Program, "config/mirrors.yaml"), problem.Hint, StringComparison.Ordinal);
        Assert.Contains("Redirector:Catalog", problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_a_problem()
    {
        Directory.CreateDirectory(Path.Combine(Here, "mirrors.yaml"));
        Assert.NotNull(Files("mirrors.yaml").Read().Problem);
    }

    [Fact]
    public void Stamp_and_digest_change_with_every_file()
    {
        var files = Files("mirrors.yaml");
        var seen = new HashSet<(string, string)> { Now() };
        _folder.Write("here/mirrors.yaml", "one");
        Assert.True(seen.Add(Now()));
        _folder.Write("here/mirrors.d/a.yaml", "a");
        Assert.True(seen.Add(Now()));
        _folder.Write("here/mirrors.d/a.yaml", "ab");
        Assert.True(seen.Add(Now()));
        var before = files.Stamp();
        File.SetLastWriteTimeUtc(_folder.File("here/mirrors.d/a.yaml"), DateTime.UnixEpoch);
        Assert.NotEqual(before, files.Stamp(), StringComparer.Ordinal);
        File.Move(_folder.File("here/mirrors.d/a.yaml"), _folder.File("here/mirrors.d/b.yaml"));
        Assert.True(seen.Add(Now()));
        Assert.False(seen.Add(Now()));

        (string, string) Now() => (files.Stamp(), files.Read().Sha256);
    }

    [Fact]
    public void Where_one_file_ends_and_the_next_begins_counts()
    {
        _folder.Write("here/mirrors.yaml", "ab");
        _folder.Write("here/mirrors.d/a.yaml", "c");
        var first = Files("mirrors.yaml").Read().Sha256;
        _folder.Write("here/mirrors.yaml", "a");
        _folder.Write("here/mirrors.d/a.yaml", "bc");
        Assert.NotEqual(first, Files("mirrors.yaml").Read().Sha256, StringComparer.Ordinal);
    }

    [Fact]
    public void A_symbolic_link_stands_for_what_it_leads_to()
    {
        _folder.Write("here/v1/mirrors.yaml", "one");
        _folder.Write("here/v2/mirrors.yaml", "longer");
        Directory.CreateSymbolicLink(_folder.File("here/data"), "v1");
        File.CreateSymbolicLink(_folder.File("here/mirrors.yaml"), "data/mirrors.yaml");
        var files = Files("mirrors.yaml");
        var before = files.Stamp();
        Directory.Delete(_folder.File("here/data"));
        Directory.CreateSymbolicLink(_folder.File("here/data"), "v2");
        Assert.NotEqual(before, files.Stamp(), StringComparer.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private CatalogFiles Files(string configured) => new(configured, Here, Program);
}
