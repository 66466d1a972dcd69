using System.CommandLine;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.Crawling.Reports;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Cli;

/// <summary>
/// <c>crawl [--mirror ID] [--repository ID]</c>: one round of looks at origins and mirrors now, without serving.
/// </summary>
internal static class CrawlCommand
{
    private const int SomethingIsDown = 1;

    public static Command Create(string[] settings)
    {
        var mirror = new Option<string?>("--mirror") { Description = "This mirror alone." };
        var repository = new Option<string?>("--repository") { Description = "This repository alone." };
        var command = new Command("crawl", "Looks at every mirror once, now; exit code 1 if something is down.")
        {
            mirror, repository,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            settings,
            new(parsed.GetValue(mirror), parsed.GetValue(repository)),
            parsed.InvocationConfiguration,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] settings, Wanted wanted, InvocationConfiguration console, CancellationToken cancellation)
    {
        await using var app = RedirectorHost.Build([.. settings, .. RedirectorHost.Quiet]);
        var services = app.Services;
        if (!services.GetRequiredService<CrawlOptions>().Enabled)
            return await UsageAsync("Redirector:Crawl:Enabled is false, so nothing is looked at.");
        if (!await FirstLoad.RunAsync(app, console.Error)) return CommandLine.UsageError;
        var catalog = services.GetRequiredService<CurrentCatalog>().Value;
        if (wanted.ProblemIn(catalog) is { } problem) return await UsageAsync(problem);

        await LookAsync(services, wanted, ProgressBar.On(console.Error), cancellation);
        if (!await services.GetRequiredService<ObservationWriter>().FlushAsync(cancellation))
            await console.Error.WriteLineAsync("the registry does not answer; what was seen is not in its history");
        return await TellAsync(services, wanted, catalog, console);

        async Task<int> UsageAsync(string problem)
        {
            await console.Error.WriteLineAsync(problem);
            return CommandLine.UsageError;
        }
    }

    private static async Task LookAsync(
        IServiceProvider services, Wanted wanted, ProgressBar bar, CancellationToken cancellation)
    {
        var warmUp = services.GetRequiredService<WarmUp>();
        var hasMemory = warmUp.IsOver(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var publisher = services.GetRequiredService<SnapshotPublisher>();
        await services.GetRequiredService<OriginFollower>().RoundAsync(cancellation);
        publisher.PublishNow();
        await services.GetRequiredService<MirrorCrawler>().RoundAsync(
            visit => wanted.Takes(visit.Key), bar.Tell, cancellation);
        bar.End();
        warmUp.End();
        publisher.PublishNow();

        // A start that finds a memory serves by it at once. One that holds the few that were wanted here, and no
        // others, would give these the traffic of all.
        if (hasMemory || wanted.IsEverything) services.GetRequiredService<CrawlRecall>().Keep();
    }

    private static async Task<int> TellAsync(
        IServiceProvider services, Wanted wanted, CatalogDefinition catalog, InvocationConfiguration console)
    {
        var copies = services.GetRequiredService<CrawlReports>().Copies()
            .Where(copy => wanted.Takes(copy.Key))
            .ToArray();
        await console.Output.WriteAsync(CrawlTable.Render(copies));
        var reach = services.GetRequiredService<OriginReach>();
        var lost = catalog.Repositories
            .Where(repository => wanted.Repository is null || repository.Id == wanted.Repository)
            .Where(repository => reach.StateOf(repository) == OriginState.Unreachable)
            .ToArray();
        foreach (var repository in lost)
            await console.Error.WriteLineAsync($"the origin of {repository.Id} does not answer: {repository.Origin}");
        if (services.GetRequiredService<FreezeGuard>().Network.IsFrozen)
            await console.Error.WriteLineAsync("it is likely us: states stand as they were before this round");
        return lost.Length > 0 || copies.Any(copy => copy.IsDown) ? SomethingIsDown : CommandLine.Ok;
    }

    /// <summary>What the round is about; null = all of them.</summary>
    private sealed record Wanted(string? Mirror, string? Repository)
    {
        public bool IsEverything => Mirror is null && Repository is null;

        public bool Takes(CopyKey key) =>
            (Mirror is null || key.Mirror == Mirror) && (Repository is null || key.Repository == Repository);

        public string? ProblemIn(CatalogDefinition catalog)
        {
            var mirror = catalog.Mirrors.FirstOrDefault(mirror => mirror.Id == Mirror);
            if (Mirror is not null && mirror is null)
                return Unknown("--mirror", Mirror, [.. catalog.Mirrors.Select(known => known.Id)]);
            if (mirror is { Private: true }) return $"--mirror {Mirror}: private mirrors are never looked at";
            if (Repository is not null && catalog.Repositories.All(repository => repository.Id != Repository))
                return Unknown("--repository", Repository, [.. catalog.Repositories.Select(known => known.Id)]);
            return mirror is not null && Repository is not null
                && mirror.Repositories.All(carried => carried.Repository != Repository)
                ? $"{Mirror} does not carry {Repository}"
                : null;
        }

        private static string Unknown(string option, string id, string[] known) =>
            $"{option} {id}: not in the catalog; {NearestWord.Hint(id, known)}".TrimEnd(' ', ';');
    }
}
