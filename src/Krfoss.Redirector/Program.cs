using Krfoss.Redirector;
using Krfoss.Redirector.Cli;

FrontDoor.AnswerInline();
return await CommandLine.RunAsync(args);
