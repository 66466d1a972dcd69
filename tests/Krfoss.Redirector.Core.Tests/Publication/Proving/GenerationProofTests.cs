using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Publication.Proving;

namespace Krfoss.Redirector.Core.Tests.Publication.Proving;

/// <summary>Which files a mirror is asked for before it counts as having what its index lists.</summary>
public sealed class GenerationProofTests
{
    private const int Old = 10;
    private const int PerGeneration = 12;

    [Fact]
    public void Every_generation_that_is_not_proven_is_asked_for_by_files_of_its_own()
    {
        var step = Next(Archive(generations: 5), verified: 1, shown: 5);
        Assert.Equal(5, step.ProvesUpTo);
        Assert.Equal(
            [(1, 1), (2, 2), (3, 2), (4, 2), (5, 4)],
            step.Samples.GroupBy(sample => sample.SinceGeneration).Select(own => ((int)own.Key, own.Count())));
    }

    [Fact]
    public void The_files_that_tell_most_are_asked_for_in_every_visit_and_others_in_turn()
    {
        var root = Archive(generations: 2);
        var telling = root.Current.Samples.Take(2).Select(sample => sample.Path).ToArray();
        var others = new HashSet<string>();
        for (var turn = 0ul; turn < 12; turn++)
        {
            var asked = Paths(Next(root, 1, 2, state => state with { Turn = turn })).ToArray();
            Assert.Subset(asked.ToHashSet(), telling.ToHashSet());
            others.UnionWith(asked.Where(path => path.StartsWith("g2", StringComparison.Ordinal)).Except(telling));
        }

        Assert.Equal(PerGeneration - telling.Length, others.Count);
    }

    [Fact]
    public void What_is_too_much_for_one_visit_is_left_to_the_next()
    {
        var root = Archive(generations: 30);
        var (verified, visits) = (1, 0);
        var asked = new HashSet<long>();
        while (verified < 30)
        {
            var step = Next(root, verified, shown: 30);
            Assert.InRange(step.Samples.Count, 2, GenerationProof.Budget);
            Assert.InRange(step.ProvesUpTo, verified + 1, 30);
            asked.UnionWith(step.Samples.Select(sample => sample.SinceGeneration));
            (verified, visits) = (step.ProvesUpTo, visits + 1);
        }

        Assert.Equal(30, asked.Count);
        Assert.InRange(visits, 6, 8);
    }

    [Fact]
    public void Whoever_has_shown_an_index_too_early_is_asked_for_more()
    {
        var step = Next(Archive(generations: 2), 1, 2, state => state with { IsSuspicious = true });
        Assert.Equal(10, step.Samples.Count(sample => sample.SinceGeneration == 2));
    }

    [Fact]
    public void A_mirror_that_is_new_to_us_has_to_show_the_oldest_too()
    {
        var step = Next(Archive(generations: 2), verified: 0, shown: 2);
        Assert.Equal(2, step.Samples.Count(sample => sample.SinceGeneration == 1));
        Assert.Equal(4, step.Samples.Count(sample => sample.SinceGeneration == 2));
    }

    [Fact]
    public void Whose_index_has_gone_back_has_to_show_all_again()
    {
        // The file that the third generation took away is listed by the second.
        var root = Published.Root("InRelease", 0, "a", "b").Then(1, "a", "b", "c").Then(2, "a", "b");
        Assert.Equal(["c"], Next(root, verified: 3, shown: 2).Samples
            .Where(sample => sample.SinceGeneration == 2).Select(sample => sample.Path));
        Assert.DoesNotContain(Next(root, verified: 1, shown: 3).Samples, sample => sample.Path == "c");
    }

    [Fact]
    public void Where_all_is_proven_a_file_is_asked_for_now_and_then()
    {
        var root = Archive(generations: 3);
        Assert.Empty(Next(root, 3, 3).Samples);
        var spots = Enumerable.Range(0, 200)
            .Select(turn => Assert.Single(Next(root, 3, 3, state => state with
            {
                IsSpotWanted = true,
                Turn = (ulong)turn,
            }).Samples).Path)
            .ToHashSet();

        // In the end every file whose name is known.
        Assert.Equal(Old + (2 * PerGeneration), spots.Count);
    }

    [Fact]
    public void What_was_missed_is_asked_for_again_whatever_the_turn()
    {
        var root = Archive(generations: 3);
        for (var turn = 0UL; turn < 50; turn++)
        {
            var now = turn;
            Assert.Contains("g2-3", Paths(Next(root, 3, 3, state => state with { Missed = "g2-3", Turn = now })));
            Assert.Contains("g3-5", Paths(Next(root, 2, 3, state => state with { Missed = "g3-5", Turn = now })));
            Assert.Contains("old-7", Paths(Next(root, 1, 3, state => state with { Missed = "old-7", Turn = now })));
        }
    }

    [Fact]
    public void A_file_is_compared_with_what_it_was_in_the_generation_that_the_mirror_shows()
    {
        var root = Published.Root("InRelease", 0, "a").Then(1, "a", new("b", 2)).Then(2, "a", new("b", 3));
        var sample = Assert.Single(Next(root, 1, 2).Samples, sample => sample.Path == "b");
        Assert.Equal((200, 2, 2), (sample.SizeBytes, sample.SinceGeneration, sample.UntilGeneration));
        sample = Assert.Single(Next(root, 1, 3).Samples, sample => sample.Path == "b");
        Assert.Equal((300, 3, null), (sample.SizeBytes, sample.SinceGeneration, sample.UntilGeneration));
    }

    [Fact]
    public void A_file_that_changed_twice_is_not_asked_for_in_the_generation_between()
    {
        // The log knows the last change alone, so what the third generation had of it is not known.
        var root = Published.Root("InRelease", 0, "a").Then(1, new IndexFile("b", 2))
            .Then(2, new IndexFile("b", 3)).Then(3, new IndexFile("b", 4));
        var third = root with
        {
            Generations =
            [
                .. root.Generations.Select(known => known.Number == 3 ? known with { Samples = [] } : known),
            ],
        };
        Assert.DoesNotContain(Next(third, 1, 3).Samples, sample => sample.Path == "b");
    }

    [Fact]
    public void A_file_that_has_changed_since_it_was_old_is_no_sample_of_the_old()
    {
        var root = Published.Root("InRelease", 0, new IndexFile("a", 1)).Then(1, new IndexFile("a", 5));
        var sample = Assert.Single(Next(root, 0, 2).Samples);
        Assert.Equal((500, 2), (sample.SizeBytes, sample.SinceGeneration));
    }

    [Fact]
    public void What_the_mirror_does_not_carry_is_not_asked_for()
    {
        var step = GenerationProof.Next(
            Archive(generations: 3), new(1, 3, 0), path => !path.StartsWith("g2", StringComparison.Ordinal));
        Assert.DoesNotContain(step.Samples, sample => sample.SinceGeneration == 2);
        Assert.Equal(3, step.ProvesUpTo);
    }

    [Fact]
    public void Forgotten_generations_are_still_asked_for_by_their_own_files()
    {
        var step = Next(Archive(generations: 5).Forgetting(4), verified: 1, shown: 5);
        Assert.Equal([2, 3, 4, 5], step.Samples.Where(sample => sample.Path[0] == 'g')
            .Select(sample => sample.Path[1] - '0').Distinct().Order());
    }

    private static ProofStep Next(
        RootPublication root, int verified, int shown, Func<ProofState, ProofState>? adjust = null)
    {
        var state = new ProofState(verified, shown, Turn: 1);
        return GenerationProof.Next(root, adjust?.Invoke(state) ?? state, _ => true);
    }

    private static IEnumerable<string> Paths(ProofStep step) => step.Samples.Select(sample => sample.Path);

    /// <summary>The first generation has ten files; each that follows adds a dozen, named after it.</summary>
    private static RootPublication Archive(int generations)
    {
        List<IndexFile> files = [.. Enumerable.Range(0, Old).Select(i => new IndexFile($"old-{i}"))];
        var root = Published.Root("dists/stable/InRelease", 0, [.. files]);
        for (var number = 2; number <= generations; number++)
        {
            files.AddRange(Enumerable.Range(0, PerGeneration).Select(i => new IndexFile($"g{number}-{i}")));
            root = root.Then(number, [.. files]);
        }

        // As a real one: what was listed before, seen by the part that was read last.
        return root with { Old = [.. Published.Read(files.Take(Old), null).Old] };
    }
}
