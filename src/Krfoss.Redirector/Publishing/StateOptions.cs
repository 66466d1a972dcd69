using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Publishing;

/// <summary>Where the last good state is kept.</summary>
internal sealed record StateOptions(string Path)
{
    public const string Key = "Redirector:State";
    public const string DefaultPath = "data/last-good.bin";

    /// <summary>Beside the file of a registry, so that two programs with two registries have two states.</summary>
    private const string Extension = ".last-good";

    /// <exception cref="SettingException">The value names no file.</exception>
    public static StateOptions From(IConfiguration configuration)
    {
        var path = configuration[Key];
        if (string.IsNullOrWhiteSpace(path))
        {
            var registry = RegistryOptions.From(configuration).File;
            return new(registry is null ? DefaultPath : System.IO.Path.ChangeExtension(registry, Extension));
        }

        if (path.EndsWith('/') || path.Contains('\0', StringComparison.Ordinal))
            throw new SettingException($"{Key} is '{path}'; write a file, for example {DefaultPath}.");
        return new(path);
    }
}
