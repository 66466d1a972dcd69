namespace Krfoss.Redirector.Joining;

internal static class JoiningServices
{
    public static IServiceCollection AddJoining(this IServiceCollection services) =>
        services.AddSingleton<CheckInEndpoint>();

    public static void MapJoining(this WebApplication app)
    {
        var checkIn = app.Services.GetRequiredService<CheckInEndpoint>();
        app.MapPost("/api/v1/checkin", checkIn.AnswerAsync);

        // Where report_mirror looks by default.
        app.MapPost("/mirrormanager/xmlrpc", checkIn.AnswerAsync);
    }
}
