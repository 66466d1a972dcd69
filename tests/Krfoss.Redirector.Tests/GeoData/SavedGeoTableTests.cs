namespace Krfoss.Redirector.Tests.GeoData;

public sealed class SavedGeoTableTests
{
    [Fact]
    public void Next_start_uses_the_saved_table_and_knows_its_databases()
    {
        using var scene = Saved();
        var status = scene.Store.Status;
        scene.Restart();
        scene.Watcher.LoadNow();
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        Assert.Equal(4766u, scene.Locate("1.0.0.1").Asn);
        foreach (var (before, after) in status.Databases.Zip(scene.Store.Status.Databases))
        {
            Assert.Equal((before.File, before.Sha256), (after.File, after.Sha256));
            Assert.Equal(before.Metadata, after.Metadata with { Languages = before.Metadata.Languages });
        }

        Assert.Contains(scene.Log.Lines, line => line.StartsWith("Information: Geo data: Test-City", Exact));
    }

    [Fact]
    public void Saved_table_is_read_and_not_the_databases_again()
    {
        using var scene = Saved();
        var other = scene.Path("other.bin");

        // A table of other contents under this one's name shows which of the two was read.
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Jeju"));
        scene.Watcher.Poll();
        scene.Watcher.SaveNow();
        File.Copy(scene.TablePath, other);
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Gumi"));
        scene.Restart();
        scene.Watcher.LoadNow();
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);

        File.WriteAllBytes(scene.CityPath, GeoScene.City("Jeju"));
        File.Copy(other, scene.TablePath, overwrite: true);
        scene.Restart();
        scene.Watcher.LoadNow();
        var loaded = scene.Store.Current;
        Assert.Equal("Jeju", scene.Locate("1.0.0.1").Place.City);
        scene.Watcher.Poll();
        Assert.Same(loaded, scene.Store.Current);
    }

    [Fact]
    public void Database_that_was_replaced_in_the_meantime_is_merged()
    {
        using var scene = Saved();
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Jeju"));
        scene.Restart();
        scene.Watcher.LoadNow();
        Assert.Equal("Jeju", scene.Locate("1.0.0.1").Place.City);
        scene.Watcher.SaveNow();
        scene.Restart();
        scene.Watcher.LoadNow();
        Assert.Equal("Jeju", scene.Locate("1.0.0.1").Place.City);
    }

    [Fact]
    public void Database_that_is_replaced_later_is_swapped_in()
    {
        using var scene = Saved();
        scene.Restart();
        scene.Watcher.LoadNow();
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Jeju", blocks: 41));
        scene.Watcher.Poll();
        Assert.Equal("Jeju", scene.Locate("1.0.0.1").Place.City);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("overwritten")]
    [InlineData("empty")]
    [InlineData("a folder")]
    public void Damaged_table_is_passed_over(string damage)
    {
        using var scene = Saved();
        var bytes = File.ReadAllBytes(scene.TablePath);
        File.Delete(scene.TablePath);
        if (damage == "cut off") File.WriteAllBytes(scene.TablePath, bytes[..(bytes.Length / 2)]);
        else if (damage == "overwritten") File.WriteAllBytes(scene.TablePath, [.. bytes.Select(b => (byte)~b)]);
        else if (damage == "empty") File.WriteAllBytes(scene.TablePath, []);
        else Directory.CreateDirectory(scene.TablePath);
        scene.Restart();
        scene.Watcher.LoadNow();
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        Assert.DoesNotContain(scene.Log.Lines, line => line.StartsWith("Error", Exact));
    }

    [Fact]
    public void Database_that_is_gone_is_not_answered_for_from_the_table()
    {
        using var scene = Saved();
        File.Delete(scene.AsnPath);
        scene.Restart();
        scene.Watcher.LoadNow();
        Assert.Equal(0u, scene.Locate("1.0.0.1").Asn);
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
    }

    [Fact]
    public void Table_of_databases_that_were_not_verified_is_not_used_where_they_have_to_be()
    {
        using var scene = Saved();
        scene.Options.VerifyKnownAddresses = true;
        scene.Restart();
        scene.Watcher.LoadNow();
        Assert.Empty(scene.Store.Status.Databases);
        Assert.Contains(scene.Log.Lines, line => line.Contains("no known address of KT", Exact));
    }

    [Fact]
    public void Folder_that_cannot_be_written_is_a_warning_once()
    {
        using var scene = new GeoScene();
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Gumi"));
        File.WriteAllBytes(scene.AsnPath, GeoScene.Asn(4766));
        scene.Restart(scene.Path("city.mmdb/geo-table.bin"));
        scene.Watcher.LoadNow();
        scene.Watcher.SaveNow();
        scene.Watcher.SaveNow();
        var warning = Assert.Single(scene.Log.Lines, line => line.StartsWith("Warning: ", Exact));
        Assert.Contains("could not be kept in", warning);
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
    }

    [Fact]
    public void Nothing_is_left_beside_the_table()
    {
        using var scene = Saved();
        Assert.Equal([scene.TablePath], Directory.GetFiles(Path.GetDirectoryName(scene.TablePath)!));
    }

    private const StringComparison Exact = StringComparison.Ordinal;

    /// <summary>A scene whose table is on disk, in a folder that had to be made.</summary>
    private static GeoScene Saved()
    {
        var scene = new GeoScene();
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Gumi"));
        File.WriteAllBytes(scene.AsnPath, GeoScene.Asn(4766));
        scene.Restart(scene.TablePath);
        scene.Watcher.LoadNow();
        scene.Watcher.SaveNow();
        Assert.True(File.Exists(scene.TablePath));
        return scene;
    }
}
