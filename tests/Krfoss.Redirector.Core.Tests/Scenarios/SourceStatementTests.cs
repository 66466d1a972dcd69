using Krfoss.Redirector.Core.Selection;

namespace Krfoss.Redirector.Core.Tests.Scenarios;

/// <summary>
/// What the network's own documents say the redirector does, with the bundled catalog: once with the places that a
/// current GeoLite2 gives, once with the geo data that the program ships (where many addresses have no city).
/// </summary>
public sealed class SourceStatementTests
{
    private static RealNetwork On(string data) =>
        data == "bundled" ? RealNetwork.OnBundledData : RealNetwork.OnGeoLite2Places;

    [Theory]
    [InlineData("geolite2", "125.137.128.10")]
    [InlineData("geolite2", "121.183.112.10")]
    [InlineData("geolite2", "221.142.96.10")]
    [InlineData("geolite2", "61.38.64.10")]
    [InlineData("bundled", "117.20.192.10")]
    [InlineData("bundled", "125.137.128.10")]
    public void Gumi_gets_Rocky_from_zzuniMirror_although_Keiminem_is_nearer(string data, string client)
    {
        var seen = On(data).Explain(client, "/rocky/9/BaseOS/x86_64/os/Packages/b/bash-5.1.8-9.el9.x86_64.rpm");
        Assert.Equal(("zzunimirror", DecisionReason.Near), (seen.Decision.Candidate?.Mirror.Id, seen.Decision.Reason));
        Assert.Equal(["zzunimirror"], On(data).Upgrade(client, "rocky").Keys);

        var keiminem = On(data).Explain(client, "/debian/pool/main/b/bash/bash_5.2_amd64.deb");
        Assert.Equal("keiminem1", keiminem.Decision.Candidate?.Mirror.Id);
        Assert.InRange(keiminem.Mirrors.Single(m => m.Mirror.Id == "keiminem1").Standing.DistanceKm, 0, 15);
    }

    [Theory]
    [InlineData("geolite2", "112.184.0.10")]
    [InlineData("geolite2", "59.8.16.77")]
    [InlineData("geolite2", "1.226.0.10")]
    [InlineData("geolite2", "112.133.80.10")]
    [InlineData("bundled", "59.8.16.77")]
    [InlineData("bundled", "112.184.0.10")]
    [InlineData("bundled", "27.100.144.77")]
    public void Jeju_gets_AlmaLinux_from_PROJECT_ELIV_first(string data, string client)
    {
        var upgrade = On(data).Upgrade(client, "almalinux");
        Assert.Equal("eliv", upgrade.MaxBy(pair => pair.Value).Key);
        Assert.DoesNotContain("zzunimirror", upgrade.Keys);
        Assert.DoesNotContain("tefexia", upgrade.Keys);
        var first = On(data)
            .Explain(client, "/almalinux/9/BaseOS/x86_64/os/Packages/b/bash-5.1.8-9.el9.x86_64.rpm").Mirrors[0];
        Assert.Equal("eliv", first.Mirror.Id);
    }

    [Theory]
    [InlineData("geolite2", "115.142.0.10")]
    [InlineData("geolite2", "123.140.96.10")]
    [InlineData("bundled", "115.142.0.10")]
    [InlineData("bundled", "123.140.96.10")]
    [InlineData("bundled", "2406:5900:90c7:4480::10")]
    public void Jeonju_on_LG_gets_Kali_from_zzuniMirror(string data, string client)
    {
        var upgrade = On(data).Upgrade(client, "kali");
        Assert.InRange(upgrade["zzunimirror"], 1235 * 0.92, 1235 * 0.98);
    }

    [Theory]
    [InlineData("geolite2", "121.128.0.10")]
    [InlineData("bundled", "121.128.0.10")]
    public void Seoul_on_KT_gets_several_capital_mirrors_in_one_upgrade(string data, string client)
    {
        var upgrade = On(data).Upgrade(client, "ubuntu");
        Assert.InRange(upgrade["eliv"], 200, 1100);
        Assert.InRange(upgrade["techlabs"], 200, 1100);
        Assert.InRange(upgrade["eliv"] + upgrade["techlabs"], 1235 * 0.92, 1235 * 0.98);
    }

    [Theory]
    [InlineData("geolite2", "112.164.48.10")]
    [InlineData("geolite2", "125.183.32.10")]
    [InlineData("geolite2", "121.124.128.10")]
    [InlineData("bundled", "125.183.32.10")]
    public void Gwangju_gets_zzuniMirror_most_and_capital_mirrors_sometimes(string data, string client)
    {
        var upgrade = On(data).Upgrade(client, "ubuntu");
        Assert.InRange(upgrade["zzunimirror"], 1235 * 0.92, 1235 * 0.98);
        Assert.InRange(
            upgrade.GetValueOrDefault("eliv") + upgrade.GetValueOrDefault("techlabs"), 1235 * 0.02, 1235 * 0.08);
    }

    [Theory]
    [InlineData("/ubuntu/dists/noble/InRelease")]
    [InlineData("/ubuntu/dists/noble/main/binary-amd64/Packages.xz")]
    [InlineData("/ubuntu/dists/noble/main/dep11/Components-amd64.yml.gz")]
    [InlineData("/ubuntu/dists/noble/main/binary-amd64/by-hash/MD5Sum/0123456789abcdef0123456789abcdef")]
    [InlineData("/debian/dists/trixie/main/i18n/Translation-ko.xz")]
    [InlineData("/debian-security/dists/trixie-security/InRelease")]
    [InlineData("/kali/dists/kali-rolling/Contents-amd64.gz")]
    [InlineData("/proxmox/debian/pve/dists/bookworm/InRelease")]
    [InlineData("/rocky/9/AppStream/x86_64/os/repodata/repomd.xml")]
    [InlineData("/archlinux/core/os/x86_64/core.db")]
    [InlineData("/cachyos/repo/x86_64_v3/cachyos-v3/cachyos-v3.db")]
    [InlineData("/alpine/v3.20/main/x86_64/APKINDEX.tar.gz")]
    public void Apt_update_comes_from_the_origin_alone(string path)
    {
        foreach (
            var client in (string[])["121.128.0.10", "125.183.32.10", "175.224.0.10", "8.8.8.8", "2001:e60:9000::a"])
        {
            var decision = RealNetwork.OnBundledData.Explain(client, path).Decision;
            Assert.Equal(DecisionReason.OriginMetadata, decision.Reason);
            Assert.StartsWith("https://mirror.krfoss.org/", decision.BaseUrl);
        }
    }

    [Theory]
    [InlineData("geolite2", "175.224.0.10")]
    [InlineData("geolite2", "1.96.0.10")]
    [InlineData("bundled", "175.224.0.10")]
    [InlineData("bundled", "112.164.48.10")]
    [InlineData("bundled", "121.183.112.10")]
    public void A_KT_client_without_a_city_is_spread_over_the_country_and_not_in_Seoul(string data, string client)
    {
        Assert.False(On(data).Locate(client).Place.IsPlace);
        Assert.Equal(4766u, On(data).Locate(client).Asn);
        var upgrade = On(data).Upgrade(client, "ubuntu");
        Assert.All(["zzunimirror", "eliv", "techlabs"], id => Assert.InRange(upgrade[id], 1235 * 0.26, 1235 * 0.41));
    }

    [Theory]
    [InlineData("geolite2", "115.141.0.10")]
    [InlineData("geolite2", "106.96.0.10")]
    [InlineData("bundled", "115.141.0.10")]
    [InlineData("bundled", "106.96.0.10")]
    public void A_client_without_a_city_gets_its_own_network_first(string data, string client)
    {
        Assert.False(On(data).Locate(client).Place.IsPlace);
        Assert.InRange(On(data).Upgrade(client, "ubuntu")["zzunimirror"], 1235 * 0.92, 1235 * 0.98);
    }

    [Theory]
    [InlineData("117.20.192.10", "Gumi", 9981u)]
    [InlineData("125.137.128.10", "Gumi", 4766u)]
    [InlineData("121.183.112.10", null, 4766u)]
    [InlineData("59.8.16.77", "Jeju City", 4766u)]
    [InlineData("115.142.0.10", null, 17858u)]
    [InlineData("123.140.96.10", null, 3786u)]
    [InlineData("121.128.0.10", "Seoul", 4766u)]
    [InlineData("::ffff:121.128.0.10", "Seoul", 4766u)]
    [InlineData("125.183.32.10", "Gwangju", 17858u)]
    [InlineData("112.185.32.10", "Busan", 4766u)]
    [InlineData("134.75.128.10", null, 17579u)]
    [InlineData("2001:320::10", null, 1237u)]
    public void The_bundled_data_knows_the_scenario_addresses(string client, string? city, uint asn)
    {
        var location = RealNetwork.OnBundledData.Locate(client);
        Assert.Equal(("KR", city, asn), (location.Place.Country, location.Place.City, location.Asn));
        Assert.Equal(city is not null, location.Place.IsPlace);
    }
}
