using System.Security.Cryptography;
using System.Text;
using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Importing;

/// <summary>
/// The catalog's files at one moment. A file that cannot be read is a problem, and then the content is incomplete.
/// </summary>
/// <param name="Sha256">Over all names and contents, and over the problem if there is one;
/// lower-case hexadecimal.</param>
internal sealed record CatalogContent(IReadOnlyList<CatalogSource> Sources, string Sha256, CatalogProblem? Problem);

/// <summary>
/// Finds and reads the catalog file and every <c>*.yaml</c> of <c>mirrors.d/</c> beside it. Changes are found by asking
/// for sizes and times, not by inotify, whose instances run out and which sees nothing on network file systems.
/// </summary>
internal sealed class CatalogFiles
{
    private readonly string _configured;
    private readonly string[] _candidates;

    /// <summary>A relative name is looked for below the current directory first, then beside the program.</summary>
    public CatalogFiles(string configured, string currentDirectory, string programDirectory)
    {
        _configured = configured;
        _candidates = [.. new[] { currentDirectory, programDirectory }
            .Select(folder => Path.GetFullPath(configured, Path.GetFullPath(folder)))
            .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The catalog file in use; where there is none, the place where it is missed first.</summary>
    public string MainFile => _candidates.FirstOrDefault(File.Exists) ?? _candidates[0];

    /// <summary>Differs when a file came, went or was written. Equal stamps do not prove equal content.</summary>
    public string Stamp()
    {
        var main = MainFile;
        var stamp = new StringBuilder();
        foreach (var path in Parts(main).Prepend(main)) stamp.Append(path).Append('|').AppendLine(StampOf(path));
        return stamp.ToString();
    }

    public CatalogContent Read()
    {
        var main = MainFile;
        return Read(Parts(main).Prepend(main));
    }

    /// <summary>Reads these files in place of the configured ones; the first is the main one.</summary>
    public static CatalogContent ReadThese(IReadOnlyList<string> files) =>
        new CatalogFiles(files[0], ".", ".").Read(files);

    private CatalogContent Read(IEnumerable<string> paths)
    {
        var sources = new List<CatalogSource>();
        CatalogProblem? problem = null;
        foreach (var path in paths)
        {
            try
            {
                sources.Add(new(ShownName(path), File.ReadAllBytes(path)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problem ??= e is FileNotFoundException or DirectoryNotFoundException
                    ? Missing(path)
                    : new(ShownName(path), 0, 0, ProblemSeverity.Error, $"the file cannot be read: {e.Message}",
                        "make it readable for the user that the redirector runs as");
            }
        }

        return new(sources, Digest(sources, problem), problem);
    }

    private CatalogProblem Missing(string path) => new(ShownName(path), 0, 0, ProblemSeverity.Error,
        "the catalog file does not exist",
        $"looked for {string.Join(" and ", _candidates)}; set {CatalogOptions.FileKey} to your catalog");

    // People get back the name they gave, as long as it leads to the file from where they stand.
    private string ShownName(string path) => string.Equals(path, _candidates[0], StringComparison.Ordinal)
        ? _configured
        : path.StartsWith(PartsFolder(_candidates[0]), StringComparison.Ordinal)
            ? Path.Combine(Path.GetDirectoryName(_configured) ?? "", "mirrors.d", Path.GetFileName(path))
            : path;

    private static string PartsFolder(string main) => Path.Combine(Path.GetDirectoryName(main)!, "mirrors.d");

    private static IEnumerable<string> Parts(string main)
    {
        var folder = PartsFolder(main);
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*.yaml")
                    .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal) && Path.GetFileName(path)[0] != '.')
                    .Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Reading the folder's name as a file says the same thing to the operator, with the reason.
            return [folder];
        }
    }

    // Through an open file, so that a symbolic link (a Kubernetes ConfigMap is two of them)
    // stands for what it leads to.
    private static string StampOf(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            return $"{RandomAccess.GetLength(handle)}|{File.GetLastWriteTimeUtc(handle).Ticks}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name;
        }
    }

    private static string Digest(List<CatalogSource> sources, CatalogProblem? problem)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in sources)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(source.File)}\0{source.Content.Length}\0"));
            hash.AppendData(source.Content.Span);
        }

        if (problem is not null) hash.AppendData(Encoding.UTF8.GetBytes(problem.ToString()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
