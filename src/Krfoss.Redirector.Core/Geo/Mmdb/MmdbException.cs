namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>
/// The one way in which a damaged or unusable MMDB file shows itself: the message names the file, the place in it
/// and what is wrong there. Whoever loads files catches it and turns it into a value.
/// </summary>
public sealed class MmdbException : Exception
{
    public MmdbException()
        : this("The MMDB file is damaged.")
    {
    }

    public MmdbException(string message)
        : base(message)
    {
    }

    public MmdbException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
