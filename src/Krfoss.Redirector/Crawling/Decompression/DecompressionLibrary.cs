using System.Runtime.InteropServices;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>A library of the system that reads what .NET does not.</summary>
/// <param name="fileName">As the loader knows it.</param>
/// <param name="debianPackage">What to install where it is missing.</param>
internal sealed class DecompressionLibrary(string compression, string fileName, string debianPackage)
{
    private readonly Lazy<bool> _isPresent = new(() => NativeLibrary.TryLoad(fileName, out _));

    /// <summary>Looked for once, and kept loaded.</summary>
    public bool IsPresent => _isPresent.Value;

    /// <summary>What is missing and what to do, for the log; null where nothing is.</summary>
    public string? Problem => IsPresent
        ? null
        : $"Indexes that exist only in {compression} cannot be read: there is no {fileName}. "
            + $"Install the Debian package {debianPackage}, or what holds that library elsewhere.";
}
