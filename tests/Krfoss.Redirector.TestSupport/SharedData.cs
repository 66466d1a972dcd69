namespace Krfoss.Redirector.TestSupport;

/// <summary>
/// Data of other projects that may stand beside the repository; tests that use it must be able to do without.
/// </summary>
public static class SharedData
{
    /// <summary>The folder that holds the solution.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>A path below <c>../shared/data</c>; null where it is absent.</summary>
    public static string? Find(params ReadOnlySpan<string> parts)
    {
        var path = Path.Combine([RepositoryRoot, "..", "shared", "data", .. parts]);
        return Path.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string FindRepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Krfoss.Redirector.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Krfoss.Redirector.sln.");
    }
}
