using BenchmarkDotNet.Running;
using Krfoss.Redirector.Benchmarks;
using Krfoss.Redirector.Benchmarks.Smoke;

if (args.Contains("--smoke")) return SmokeRun.Run(Console.Out, writeTable: args.Contains("--write"));
if (args is ["--write-geo", var folder])
{
    await File.WriteAllBytesAsync(Path.Combine(folder, "city.mmdb"), GeneratedGeo.City());
    await File.WriteAllBytesAsync(Path.Combine(folder, "asn.mmdb"), GeneratedGeo.Asn());
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(SmokeRun).Assembly).Run(args);
return 0;
