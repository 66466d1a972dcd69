namespace Krfoss.Redirector.Tests.Importing;

/// <summary>A catalog that takes most of the network away is more often a mistake than a wish.</summary>
public sealed class MassRemovalTests : IAsyncDisposable
{
    private readonly WatchedCatalog _catalog = new();

    [Theory]
    [InlineData("one debian", "2 of 3 mirrors would be removed")]
    [InlineData("", "3 of 3 mirrors would be removed")]
    [InlineData("one debian\ntwo rocky\nfour rocky", null)]
    [InlineData("one rocky\ntwo rocky\nthree rocky", "1 of 1 repositories would be removed")]
    [InlineData("one rocky\ntwo rocky\nthree rocky\n=debian", "repository 'debian' would lose all of its 3 mirrors")]
    public void A_mass_removal_needs_the_operators_word(string text, string? objection)
    {
        _catalog.Start(WatchedCatalog.Good);
        _catalog.Write(text);
        _catalog.Poll(3);
        if (objection is null)
        {
            Assert.False(_catalog.Status.LastReloadFailed);
            return;
        }

        Assert.Equal("one two three", _catalog.Mirrors);
        var line = Assert.Single(_catalog.Complaints);
        Assert.Contains(objection, line, StringComparison.Ordinal);
        Assert.Contains("Redirector:Catalog:AllowMassRemoval=true", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mass_removal_that_is_allowed_is_served()
    {
        await using var catalog = new WatchedCatalog(allowMassRemoval: true);
        catalog.Start(WatchedCatalog.Good);
        catalog.Write("one debian");
        catalog.Poll(2);
        Assert.Equal("one", catalog.Mirrors);
    }

    [Fact]
    public void Repositories_do_not_all_go_although_each_has_only_one_mirror()
    {
        _catalog.Start("one debian\ntwo rocky");
        _catalog.Write("one arch\ntwo arch");
        _catalog.Poll(3);
        Assert.Equal(["debian", "rocky"], _catalog.Current.Value.Repositories.Select(r => r.Id));
        Assert.Contains("2 of 2 repositories would be removed", Assert.Single(_catalog.Complaints),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_that_several_mirrors_carry_may_be_retired()
    {
        _catalog.Start("one debian old\ntwo debian old");
        _catalog.Write("one debian\ntwo debian");
        _catalog.Poll(2);
        Assert.Equal("debian", Assert.Single(_catalog.Current.Value.Repositories).Id);
        Assert.False(_catalog.Status.LastReloadFailed);
    }

    [Fact]
    public void The_only_mirror_of_a_repository_may_go()
    {
        _catalog.Start(WatchedCatalog.Good + "\nfour debian rocky");
        _catalog.Write(WatchedCatalog.Good);
        _catalog.Poll(2);
        Assert.Equal("one two three", _catalog.Mirrors);
    }

    public ValueTask DisposeAsync() => _catalog.DisposeAsync();
}
