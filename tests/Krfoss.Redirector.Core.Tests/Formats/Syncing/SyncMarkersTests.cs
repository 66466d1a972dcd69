using System.Text;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Formats.Syncing;

namespace Krfoss.Redirector.Core.Tests.Formats.Syncing;

public sealed class SyncMarkersTests
{
    [Theory]
    [InlineData("1764072000\n", "2025-11-25T12:00:00Z")]
    [InlineData("1764072000", "2025-11-25T12:00:00Z")]
    [InlineData("1764072000.25\n", "2025-11-25T12:00:00.25Z")]
    [InlineData("Tue Nov 25 12:00:00 UTC 2025\nDate: x\n", "2025-11-25T12:00:00Z")]
    [InlineData("Mon Nov  3 02:04:05 UTC 2025\r\n", "2025-11-03T02:04:05Z")]
    public void Time_is_read_from_the_first_line(string content, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Read(content));

    [Theory]
    [InlineData("")]
    [InlineData("\n1764072000\n")]
    [InlineData("<!DOCTYPE html>\n")]
    [InlineData("-1764072000\n")]
    [InlineData("12\n")]
    [InlineData("99999999999999999999\n")]
    [InlineData("NaN\n")]
    [InlineData("Tue Nov 31 12:00:00 UTC 2025\n")]
    [InlineData("Tue Nov 25 12:00:00 KST 2025\n")]
    [InlineData("Tue Nov 25 12:00:00 UTC 1970\n")]
    public void Anything_else_is_no_time(string content) => Assert.Null(Read(content));

    [Fact]
    public void Long_line_is_no_time() => Assert.Null(Read("1764072000." + new string('0', 100)));

    [Theory]
    [InlineData("0\n", "failed")]
    [InlineData("1", "ok")]
    [InlineData("2\n", "syncing")]
    [InlineData("3\n", null)]
    [InlineData("", null)]
    [InlineData("<html>", null)]
    public void State_of_dsync_is_one_of_three(string content, string? expected) =>
        Assert.Equal(expected, SyncMarkers.ReadDsync(Encoding.ASCII.GetBytes(content)));

    [Theory]
    [InlineData(RepositoryFormat.Apt)]
    [InlineData(RepositoryFormat.Rpm)]
    [InlineData(RepositoryFormat.Pacman)]
    [InlineData(RepositoryFormat.Apk)]
    public void Clients_are_never_sent_to_a_marker(RepositoryFormat format) => Assert.Equal(
        PathKind.Metadata, PathClassifier.Classify(format, SyncMarkers.PathOf(format)!));

    private static DateTimeOffset? Read(string content) => SyncMarkers.ReadTime(Encoding.ASCII.GetBytes(content));
}
