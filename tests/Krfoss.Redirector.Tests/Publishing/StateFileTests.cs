using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.Configuration;

namespace Krfoss.Redirector.Tests.Publishing;

/// <summary>The last good state on the disk: whole or not at all, whatever happens to the file.</summary>
public sealed class StateFileTests : IDisposable
{
    private const int Version = 3;
    private static readonly byte[] Content = [.. Enumerable.Range(0, 40).Select(i => (byte)(i * 7))];

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly LogLines<StateFile> _log = new();
    private readonly StateFile _file;

    public StateFileTests() => _file = Open();

    private string Aside => $"{_file.Path}.damaged-20261122T030000Z";

    [Fact]
    public void What_was_written_is_read_and_the_next_takes_its_place()
    {
        Assert.Equal(new(StateFileCondition.Missing, null, null), _file.Read());
        Assert.Null(_file.Write(Content));
        Assert.Equal(Content, Open().Read().Content);
        Assert.Null(_file.Write([]));
        Assert.Equal((StateFileCondition.Good, 0), (_file.Read().Condition, _file.Read().Content!.Length));
        Assert.False(File.Exists(_file.PathOfNext));
        Assert.Empty(_log.Levels);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_damaged_and_set_aside()
    {
        _file.Write(Content);
        var whole = File.ReadAllBytes(_file.Path);
        for (var length = 0; length < whole.Length; length++) IsSetAside(whole[..length]);
        IsSetAside([.. whole, 0]);
        File.WriteAllBytes(_file.Path, whole);
        Assert.Equal(Content, _file.Read().Content);
    }

    [Fact]
    public void A_file_with_any_bit_flipped_is_damaged_and_set_aside()
    {
        _file.Write(Content);
        var whole = File.ReadAllBytes(_file.Path);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            IsSetAside(flipped);
        }
    }

    [Fact]
    public void Another_version_is_told_and_left_alone()
    {
        _file.Write(Content);
        var reading = Open(version: Version + 1).Read();
        Assert.Equal((StateFileCondition.OtherVersion, null), (reading.Condition, reading.Content));
        Assert.Contains("version 3; this program reads 4", reading.Detail, StringComparison.Ordinal);
        Assert.Equal(Content, _file.Read().Content);
    }

    [Fact]
    public void Killed_before_the_rename_the_last_content_stands_and_the_half_written_one_is_written_over()
    {
        _file.Write(Content);
        var half = File.ReadAllBytes(_file.Path)[..60];
        File.WriteAllBytes(_file.PathOfNext, half);
        Assert.Equal(Content, Open().Read().Content);
        Assert.Null(Open().Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], _file.Read().Content!);
        Assert.False(File.Exists(_file.PathOfNext));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_once_and_so_is_the_end_of_it()
    {
        var obstacle = _folder.Write("data", "a file where the folder should be");
        Assert.NotNull(_file.Write(Content));
        Assert.NotNull(_file.Write(Content));
        Assert.NotEqual(StateFileCondition.Good, _file.Read().Condition);
        Assert.Single(_log.Of(LogEvents.StateNotWritten));
        File.Delete(obstacle);
        Assert.Null(_file.Write(Content));
        Assert.Single(_log.Of(LogEvents.StateWrittenAgain));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_an_answer_and_leaves_the_next_content_behind()
    {
        Directory.CreateDirectory(_file.Path);
        Assert.NotNull(_file.Write(Content));
        Assert.Equal(StateFileCondition.Unreadable, _file.Read().Condition);
        Assert.NotNull(_file.Read().Detail);
    }

    [Fact]
    public void Too_large_is_neither_written_nor_read()
    {
        var small = Open(maxBytes: 10);
        Assert.Null(small.Write(Content.AsSpan(0, 10)));
        Assert.Contains("10 is the limit", small.Write(Content.AsSpan(0, 11)), StringComparison.Ordinal);
        Assert.Equal(10, small.Read().Content!.Length);
        _file.Write(Content);
        Assert.Equal(StateFileCondition.Damaged, small.Read().Condition);
    }

    [Fact]
    public async Task Readers_see_one_content_or_another_and_never_a_mixture()
    {
        _file.Write(Filled(0));
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var read = 0;
            while (!done.IsCancellationRequested || read == 0)
            {
                var content = Open().Read().Content!;
                Assert.Equal(content.Length, content.Count(b => b == content[0]));
                read++;
            }

            return read;
        })).ToArray();
        for (byte i = 1; i < 100; i++) Assert.Null(_file.Write(Filled(i)));
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), read => Assert.True(read > 0));
        Assert.Empty(_log.Of(LogEvents.StateDamaged));

        static byte[] Filled(byte value) => [.. Enumerable.Repeat(value, 20_000 + (value * 100))];
    }

    [Theory]
    [InlineData(null, "data/registry.last-good")]
    [InlineData(" ", "data/registry.last-good")]
    [InlineData("/var/lib/x.bin", "/var/lib/x.bin")]
    public void The_setting_names_a_file(string? value, string expected) =>
        Assert.Equal(expected, Options(value).Path);

    [Theory]
    [InlineData("/var/lib/")]
    [InlineData("a\0b")]
    public void A_setting_that_names_no_file_is_refused_with_its_key(string value) => Assert.Contains(
        "Redirector:State", Assert.Throws<SettingException>(() => Options(value)).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static StateOptions Options(string? value) => StateOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection([new(StateOptions.Key, value)]).Build());

    private StateFile Open(int version = Version, int maxBytes = StateFile.DefaultMaxBytes) =>
        new(_folder.File("data/last-good.bin"), version, _clock, _log, maxBytes);

    private void IsSetAside(byte[] bytes)
    {
        File.WriteAllBytes(_file.Path, bytes);
        var reading = _file.Read();
        Assert.Equal((StateFileCondition.Damaged, null), (reading.Condition, reading.Content));
        Assert.False(File.Exists(_file.Path));
        Assert.Equal(bytes, File.ReadAllBytes(Aside));
    }
}
