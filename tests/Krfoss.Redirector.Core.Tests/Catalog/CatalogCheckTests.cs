using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Core.Tests.Catalog;

public sealed class CatalogCheckTests
{
    [Fact]
    public void Clean_catalog_is_one_closing_line_and_exit_code_0()
    {
        var path = Path.Combine(TestFiles.Root, "docs", "examples", "mirrors.yaml");
        var check = CatalogCheck.Of(TestFiles.ReadFile(path), 1);
        Assert.Equal(["ok: 4 mirrors, 7 repositories, 3 networks, 2 places in 1 file, 0 warnings"], check.Lines);
        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public void Warnings_are_printed_and_do_not_fail()
    {
        var check = CatalogCheck.Of(TestFiles.ReadText("repositories: {a: {format: apt, origin: https://a.example}}"),
            1);
        Assert.Equal(
            [
                "mirrors.yaml:1:1 warning: `version` is missing (add version: 1 as the first line)",
                "ok: 0 mirrors, 1 repository, 0 networks, 0 places in 1 file, 1 warning",
            ],
            check.Lines);
        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public void An_error_gives_exit_code_2()
    {
        var check = CatalogCheck.Of(TestFiles.ReadText("version: 1\nmirors: {}\n"), 3);
        Assert.Equal(
            [
                "mirrors.yaml:2:1 error: `mirors` is no key of the catalog (did you mean `mirrors`?)",
                "1 error, 0 warnings in 3 files",
            ],
            check.Lines);
        Assert.Equal(2, check.ExitCode);
    }
}
