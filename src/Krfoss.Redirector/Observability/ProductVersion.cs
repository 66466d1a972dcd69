using System.Reflection;

namespace Krfoss.Redirector.Observability;

/// <summary>The program's version, as its assembly carries it.</summary>
internal static class ProductVersion
{
    public static readonly string Current = typeof(ProductVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
