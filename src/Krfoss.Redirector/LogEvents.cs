namespace Krfoss.Redirector;

/// <summary>Event ids of all log lines, a block of 100 for each folder, so that an id once given never means something else.</summary>
internal static class LogEvents
{
    public const int GeoInUse = 1400;
    public const int GeoRefused = 1401;
    public const int GeoMissing = 1402;
    public const int GeoOld = 1403;
}
