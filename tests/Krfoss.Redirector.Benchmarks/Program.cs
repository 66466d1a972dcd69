using BenchmarkDotNet.Running;
using Krfoss.Redirector.Benchmarks.Smoke;

if (args.Contains("--smoke")) return SmokeRun.Run(Console.Out, writeTable: args.Contains("--write"));
BenchmarkSwitcher.FromAssembly(typeof(SmokeRun).Assembly).Run(args);
return 0;
