using System.Reflection;

namespace Krfoss.Redirector;

/// <summary>The program's version, as its assembly carries it.</summary>
internal static class ProductVersion
{
    public static readonly string Current = typeof(ProductVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Without the commit behind the plus sign: for headers and documents.</summary>
    public static readonly string Short = Current.Split('+')[0];
}
