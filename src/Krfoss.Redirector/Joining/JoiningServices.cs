namespace Krfoss.Redirector.Joining;

internal static class JoiningServices
{
    public static IServiceCollection AddJoining(this IServiceCollection services) =>
        services.AddSingleton<CheckInEndpoint>();

    public static void MapJoining(this WebApplication app)
    {
        var checkIn = app.Services.GetRequiredService<CheckInEndpoint>();

        // As a delegate, so that it is described: whatever the type of the content, since curl does not say JSON.
        app.MapPost("/api/v1/checkin", (Delegate)checkIn.AnswerAsync)
            .WithName("checkIn").WithTags("v1").WithSummary("A mirror has synchronized.")
            .WithDescription(CheckInDescription.Text)
            .Produces(StatusCodes.Status202Accepted)
            .Produces(StatusCodes.Status400BadRequest)
            .Produces(StatusCodes.Status403Forbidden)
            .Produces(StatusCodes.Status413PayloadTooLarge)
            .AddOpenApiOperationTransformer(CheckInDescription.AddBodyAsync);

        // Where report_mirror looks by default.
        app.MapPost("/mirrormanager/xmlrpc", checkIn.AnswerAsync);
    }
}
