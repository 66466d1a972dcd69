using System.CommandLine;
using Krfoss.Redirector.Joining;

namespace Krfoss.Redirector.Cli;

/// <summary>
/// <c>checkin-token MIRROR</c>: a new token for a mirror's check-ins, and the line that the catalog needs.
/// </summary>
internal static class CheckInTokenCommand
{
    public static Command Create()
    {
        var mirror = new Argument<string>("MIRROR") { Description = "Id of the mirror." };
        var command = new Command("checkin-token", "Makes a token for a mirror's check-ins; it is shown once.")
        {
            mirror,
        };
        command.SetAction(parsed =>
        {
            var token = CheckInToken.Create();
            parsed.InvocationConfiguration.Output.WriteLine(token);
            parsed.InvocationConfiguration.Error.WriteLine(
                $"Give the line above to whoever runs {parsed.GetValue(mirror)}; it is kept nowhere. "
                + $"The catalog gets:\n    checkin_sha256: {CheckInToken.Sha256Of(token)}");
            return CommandLine.Ok;
        });
        return command;
    }
}
