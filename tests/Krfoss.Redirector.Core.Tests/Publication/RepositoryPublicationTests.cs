using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class RepositoryPublicationTests
{
    private static readonly RootPublication First =
        Published.Root("dists/stable/InRelease", 0, new IndexFile("pool/a.deb", 50));

    private static readonly RootPublication Stable = First.Then(1, "pool/a.deb", "pool/b.dsc");

    private static PathKnowledge Find(
        string path, PathKind kind = PathKind.Package, params RootPublication[] roots) =>
        new RepositoryPublication(roots.Length == 0 ? [Stable] : roots).Find(kind, path);

    [Fact]
    public void A_listed_path_has_a_voucher_and_a_size()
    {
        var found = Find("pool/a.deb", roots: First);
        Assert.Equal((PathStanding.Listed, new Voucher(0, new(1, Validity.Open))), (found.Standing, found.Voucher));
        Assert.InRange(ContentMark.BytesOf(found.SizeClass), 4_500, 5_500);
    }

    [Fact]
    public void A_path_that_no_index_lists_is_unlisted()
    {
        Assert.Equal(PathStanding.Unlisted, Find("pool/z.deb").Standing);
        Assert.Equal(PathStanding.Unlisted, RepositoryPublication.Empty.Find(PathKind.Package, "pool/a.deb").Standing);
    }

    [Fact]
    public void A_path_that_an_unread_part_may_list_is_unread()
    {
        var incomplete = Stable with { Path = "dists/testing/InRelease", IsComplete = false };
        Assert.Equal(PathStanding.Unread, Find("pool/z.deb", roots: incomplete).Standing);
        Assert.Equal(PathStanding.Listed, Find("pool/a.deb", roots: incomplete).Standing);
        Assert.Equal([1], new RepositoryPublication([Stable, incomplete]).Unread);
    }

    [Fact]
    public void A_signature_goes_with_what_it_signs_and_has_a_size_of_its_own()
    {
        var found = Find("pool/a.deb.sig", PathKind.PackageSignature);
        Assert.Equal((PathStanding.Listed, 2, (byte)0), (found.Standing, found.Voucher.Validity.From, found.SizeClass));
        Assert.Equal(PathStanding.Unlisted, Find("pool/z.deb.sig", PathKind.PackageSignature).Standing);
        Assert.Equal(PathStanding.Unlisted, Find("pool/a.deb.sig").Standing);
    }

    [Fact]
    public void A_signature_that_an_index_lists_itself_has_its_own_generation()
    {
        var root = Published.Root("dists/sid/InRelease", 0, "pool/x.tar.xz")
            .Then(1, "pool/x.tar.xz", "pool/x.tar.xz.asc");
        var found = Find("pool/x.tar.xz.asc", PathKind.PackageSignature, root);
        Assert.Equal(2, found.Voucher.Validity.From);
        Assert.Equal(1, Find("pool/x.tar.xz", PathKind.Package, root).Voucher.Validity.From);
    }

    [Theory]
    [InlineData("dists/stable/main/installer-amd64/current/images/netboot/mini.iso", 1)]
    [InlineData("dists/stable/updates/main/installer-amd64/current/images/netboot/mini.iso", 2)]
    public void Installer_images_need_the_newest_index_of_the_suite_they_stand_in(string path, int root)
    {
        RootPublication[] roots =
        [
            Published.Root("InRelease", 0),
            Stable,
            Published.Root("dists/stable/updates/InRelease", 0),
        ];
        var found = Find(path, PathKind.InstallerImage, roots);
        Assert.Equal(PathStanding.Listed, found.Standing);
        Assert.Equal(new Voucher(root, new(roots[root].Current.Number, Validity.Open)), found.Voucher);
    }

    [Theory]
    [InlineData("dists/bookworm/main/installer-amd64/current/images/netboot/mini.iso")]
    [InlineData("mini.iso")]
    [InlineData("/")]
    [InlineData("")]
    public void Installer_images_of_suites_that_are_not_followed_are_unlisted(string path) =>
        Assert.Equal(PathStanding.Unlisted, Find(path, PathKind.InstallerImage).Standing);

    [Theory]
    [InlineData("pool/a.deb", PathKind.Package)]
    [InlineData("pool/a.deb.sig", PathKind.PackageSignature)]
    [InlineData("dists/stable/main/installer-amd64/current/images/mini.iso", PathKind.InstallerImage)]
    public void While_a_client_may_know_more_than_we_everything_of_the_root_is_doubtful(string path, PathKind kind)
    {
        var root = Stable with { Watch = new() };
        var publication = new RepositoryPublication([root]);
        Assert.Equal(PathStanding.Listed, publication.Find(kind, path).Standing);
        root.Watch.LookBegins(1);
        root.Watch.Doubt();
        Assert.Equal(PathStanding.Doubtful, publication.Find(kind, path).Standing);
        root.Watch.LookEnded();
        Assert.Equal(PathStanding.Listed, publication.Find(kind, path).Standing);
    }

    [Fact]
    public void Who_reads_a_root_while_we_do_may_know_more_of_what_it_vouches_for_and_nobody_else()
    {
        var (reader, other) = (IpNumber.FromIPv4(1), IpNumber.FromIPv4(2));
        var testing = Published.Root("dists/testing/InRelease", 1, "pool/t.deb");
        var publication = new RepositoryPublication([Stable, testing]);
        testing.Watch.Asked(reader);
        Assert.Equal(PathStanding.Doubtful, publication.Find(PathKind.Package, "pool/t.deb", reader).Standing);
        Assert.Equal(PathStanding.Listed, publication.Find(PathKind.Package, "pool/t.deb", other).Standing);
        Assert.Equal(PathStanding.Listed, publication.Find(PathKind.Package, "pool/b.dsc", reader).Standing);
        Assert.Equal(PathStanding.Unlisted, publication.Find(PathKind.Package, "pool/none.deb", reader).Standing);
        testing.Watch.LookBegins(1);
        testing.Watch.LookEnded();
        Assert.Equal(PathStanding.Listed, publication.Find(PathKind.Package, "pool/t.deb", reader).Standing);
    }

    [Fact]
    public void Doubt_of_one_root_leaves_what_others_vouch_for()
    {
        var doubtful = Published.Root("dists/testing/InRelease", 1, "pool/a.deb", "pool/t.deb");
        var publication = new RepositoryPublication([Stable, doubtful]);
        doubtful.Watch.Doubt();
        Assert.Equal(PathStanding.Listed, publication.Find(PathKind.Package, "pool/b.dsc").Standing);
        Assert.Equal(PathStanding.Doubtful, publication.Find(PathKind.Package, "pool/t.deb").Standing);
    }

    [Theory]
    [InlineData(PathKind.Metadata, "dists/stable/InRelease", 0)]
    [InlineData(PathKind.Listing, "dists/testing/", 1)]
    [InlineData(PathKind.Listing, "dists/", 0, 1)]
    [InlineData(PathKind.Listing, "", 0, 1)]
    [InlineData(PathKind.Listing, "pool/main/", 0, 1)]
    public void A_folder_is_what_the_roots_in_it_say_else_what_all_say(PathKind kind, string path, params int[] roots)
    {
        var testing = Published.Root("dists/testing/InRelease", 1, "pool/t.deb");
        var known = new RepositoryPublication([Stable, testing]).Find(kind, path);
        Assert.Equal(PathStanding.Folder, known.Standing);
        Assert.Equal(roots, known.Roots);
    }

    [Fact]
    public void Without_roots_nothing_is_known_of_a_folder() =>
        Assert.Equal(PathStanding.Unlisted, RepositoryPublication.Empty.Find(PathKind.Listing, "").Standing);

    [Fact]
    public void Looking_a_path_up_allocates_nothing()
    {
        var publication = new RepositoryPublication([Stable]);
        Assert.Equal(0, Allocation.Of(() =>
        {
            publication.Find(PathKind.Package, "pool/a.deb");
            publication.Find(PathKind.PackageSignature, "pool/a.deb.sig");
            publication.Find(PathKind.InstallerImage, "dists/stable/main/installer-amd64/current/images/mini.iso");
        }));
    }
}
