using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

/// <summary>
/// Whatever happens at the origin: who is said to have a path has it, and who certainly has it is not passed over.
/// </summary>
public sealed class NaiveArchiveTests
{
    private const int Steps = 150;
    private const int MirrorsPerStep = 6;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 5)]
    [InlineData(5, 3)]
    [InlineData(6, 2)]
    public void Who_is_said_to_have_a_path_has_its_present_content(int seed, int roots)
    {
        var archive = new NaiveArchive(seed, roots, paths: 24, hasUnreadParts: false);
        var (said, left) = (0, 0);
        for (var step = 0; step < Steps; step++)
        {
            archive.Step();
            var paths = PublishedPaths.Of(archive.Publications);
            for (var i = 0; i < MirrorsPerStep; i++)
            {
                var mirror = archive.Mirror();
                foreach (var path in archive.Paths)
                {
                    if (!paths.TryFind(PathHash.Of(path), out var voucher, out _)
                        || !voucher.Validity.Holds(mirror[voucher.Root])) continue;
                    var current = archive.CurrentContentOf(path);
                    var held = archive.Roots[voucher.Root].Generations[mirror[voucher.Root] - 1]
                        .GetValueOrDefault(path);
                    Assert.Equal(current != 0 ? current : archive.LastContentOf(path), held);
                    said++;
                    if (current == 0) left++;
                }
            }
        }

        Assert.True(said > 1_000 && left > (roots > 3 ? 0 : 10), $"only {said} and {left}: the test proves nothing");
    }

    [Theory]
    [InlineData(11, 1)]
    [InlineData(12, 2)]
    [InlineData(13, 4)]
    [InlineData(14, 4)]
    public void Who_has_a_path_that_did_not_change_since_is_not_passed_over(int seed, int roots)
    {
        var archive = new NaiveArchive(seed, roots, paths: 24, hasUnreadParts: false);
        var (newest, older) = (0, 0);
        for (var step = 0; step < Steps; step++)
        {
            archive.Step();
            var paths = PublishedPaths.Of(archive.Publications);
            var top = archive.Publications.Select(root => root.Current.Number).ToArray();
            foreach (var path in archive.Paths)
            {
                var listing = archive.Roots.Index().Where(root => root.Item.Contents.ContainsKey(path)).ToArray();
                if (listing.Select(root => root.Item.Contents[path]).Distinct().Count() != 1) continue;
                Assert.True(paths.Has(path, top), path);
                newest++;
                var mirror = archive.Mirror();
                if (listing.Any(root => mirror[root.Index] < root.Item.Touched.GetValueOrDefault(path, 1)
                    || mirror[root.Index] < archive.Publications[root.Index].Log.BaseNumber)) continue;
                Assert.True(paths.Has(path, mirror), path);
                older++;
            }
        }

        Assert.True(newest > 100 && older > 50, $"only {newest} and {older}: the test proves nothing");
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    public void Parts_that_could_not_be_read_make_nobody_sure_of_what_they_list(int seed)
    {
        var archive = new NaiveArchive(seed, roots: 1, paths: 24, hasUnreadParts: true);
        var root = archive.Roots[0];
        var (said, unread) = (0, 0);
        for (var step = 0; step < 4 * Steps; step++)
        {
            archive.Step();
            var publication = new RepositoryPublication([archive.Publications[0]]);
            var current = archive.Publications[0].Current.Number;
            foreach (var path in archive.Paths)
            {
                var content = root.Contents.GetValueOrDefault(path);
                var knowledge = publication.Find(PathKind.Package, path);
                switch (knowledge.Standing)
                {
                    case PathStanding.Listed:
                        for (var v = 0; v <= current; v++)
                        {
                            if (!knowledge.Voucher.Validity.Holds(v)) continue;
                            Assert.Equal(
                                content != 0 ? content : archive.LastContentOf(path),
                                root.Generations[v - 1].GetValueOrDefault(path));
                            said++;
                        }

                        break;
                    case PathStanding.Unread:
                        Assert.False(archive.Publications[0].IsComplete);
                        unread++;
                        break;
                    default:
                        Assert.Equal(0, content);
                        break;
                }
            }
        }

        Assert.True(said > 1_000 && unread > 100, $"only {said} and {unread}: the test proves nothing");
    }
}
