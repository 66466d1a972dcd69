using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Tests.Catalog;

namespace Krfoss.Redirector.Core.Tests.Snapshots;

/// <summary>Words of list clients → folders.</summary>
public sealed class ProductFoldersTests
{
    private static readonly ProductFolders Folders = new(TestFiles.ReadText("""
        version: 1
        repositories:
          rocky:
            format: rpm
            origin: https://origin.example/rocky
            products:
              - versions: {'9': '9.6', '8': }
                arches: [x86_64, aarch64]
                repos: {BaseOS: $version/BaseOS/$arch/os, BaseOS-source: $version/BaseOS/source/tree}
                isos: $version/isos/$arch
          alma:
            format: rpm
            origin: https://origin.example/alma
            products:
              - versions: {'9': }
                arches: [x86_64]
                repos: {baseos: $version/BaseOS/$arch/os, synergy: $version/synergy/$arch/os}
                isos: $version/isos/$arch
                vault: {url: 'https://vault.example', versions: ['8.3']}
          fedora:
            format: rpm
            origin: https://origin.example/fedora
            products:
              - name: $repo$version
                versions: {'42': }
                arches: [x86_64]
                repos: {updates-released-f: updates/$version/Everything/$arch}
        """).Catalog!);

    [Theory]
    [InlineData("BaseOS-9", "x86_64", "rocky", "9.6/BaseOS/x86_64/os/")]
    [InlineData("BaseOS-8", "aarch64", "rocky", "8/BaseOS/aarch64/os/")]
    [InlineData("baseos-9", "x86_64", "alma", "9/BaseOS/x86_64/os/")]
    [InlineData("Synergy-9", "X86_64", "alma", "9/synergy/x86_64/os/")]
    [InlineData("BaseOS-source-9", "x86_64", "rocky", "9.6/BaseOS/source/tree/")]
    [InlineData("BaseOS-source-9", "source", "rocky", "9.6/BaseOS/source/tree/")]
    [InlineData("updates-released-f42", "x86_64", "fedora", "updates/42/Everything/x86_64/")]
    public void Repo_and_arch_name_a_folder(string repo, string arch, string repository, string path)
    {
        var folder = Folders.Find(repo, arch)!;
        Assert.Equal((repository, path, null), (folder.Repository.Id, folder.Path, folder.Vault));
    }

    [Theory]
    [InlineData("BaseOS-7", "x86_64")]
    [InlineData("BaseOS-9", "s390x")]
    [InlineData("BaseOS", "x86_64")]
    [InlineData("", "")]
    public void What_is_not_declared_is_nothing(string repo, string arch) => Assert.Null(Folders.Find(repo, arch));

    [Fact]
    public void In_another_case_a_name_counts_where_one_repository_alone_has_it()
    {
        Assert.Null(Folders.Find("BASEOS-9", "x86_64"));
        Assert.Equal("rocky", Folders.Find("BASEOS-8", "x86_64")!.Repository.Id);
    }

    [Fact]
    public void Everything_that_may_be_asked_for_is_listed()
    {
        Assert.Equal(Folders.Names.Order(StringComparer.Ordinal), Folders.Names);
        Assert.Contains("repo=BaseOS-9&arch=aarch64", Folders.Names);
        Assert.Contains("repo=BaseOS-source-8&arch=source", Folders.Names);
        Assert.All(Folders.Names, name =>
        {
            var words = name.Split('&').Select(part => part.Split('=')[1]).ToArray();
            Assert.NotNull(Folders.Find(words[0], words[1]));
        });
    }

    [Theory]
    [InlineData("9", "BaseOS", null, "9.6/BaseOS/$basearch/os/")]
    [InlineData("9", "BaseOS", "aarch64", "9.6/BaseOS/aarch64/os/")]
    [InlineData("9.3", "BaseOS", "x86_64", "9.6/BaseOS/x86_64/os/")]
    [InlineData("8", "baseos", null, "8/BaseOS/$basearch/os/")]
    [InlineData("9", "baseos", null, "9/BaseOS/$basearch/os/")]
    public void Version_and_repository_name_a_folder(string version, string repo, string? arch, string path)
    {
        var folder = Folders.Find(version, repo, arch).Folder!;
        Assert.Equal(path, folder.Path);
        Assert.DoesNotContain("$", folder.Example);
    }

    [Fact]
    public void A_version_of_the_vault_stands_there()
    {
        var folder = Folders.Find("8.3", "baseos", "x86_64").Folder!;
        Assert.Equal(("https://vault.example/", "8.3/BaseOS/x86_64/os/"), (folder.Vault!.AbsoluteUri, folder.Path));
    }

    [Theory]
    [InlineData("7", "BaseOS", null, "version", "9")]
    [InlineData("90", "BaseOS", null, "version", "8.3")]
    [InlineData("9", "nothing", null, "repository", "synergy")]
    [InlineData("9", "BaseOS", "s390x", "architecture", "aarch64")]
    [InlineData("9", "BASEOS", null, "repository", "BaseOS")]
    public void The_unknown_word_is_told_with_what_is_known(
        string version, string repo, string? arch, string unknown, string known)
    {
        var answer = Folders.Find(version, repo, arch);
        Assert.Null(answer.Folder);
        Assert.Equal(unknown, answer.Unknown);
        Assert.Contains(known, answer.Known);
    }

    [Fact]
    public void Images_have_folders_too()
    {
        Assert.Equal("9.6/isos/aarch64/", Folders.FindIsos("9", "aarch64").Folder!.Path);
        Assert.Equal("architecture", Folders.FindIsos("9", "s390x").Unknown);
        Assert.Equal("version", Folders.FindIsos("42", "x86_64").Unknown);
    }
}
