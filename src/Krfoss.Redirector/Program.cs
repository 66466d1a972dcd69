using Krfoss.Redirector.Cli;

return await CommandLine.RunAsync(args);
