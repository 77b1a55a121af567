using Microsoft.Extensions.Configuration;
using Personalization.Gateway.Regions;
using Personalization.Hosting.Settings;

namespace Personalization.Gateway.Tests.Regions;

public sealed class RegionSettingsTests
{
    [Fact]
    public void A_region_knows_itself_and_where_the_others_are()
    {
        var map = Read("eu", "eu=https://eu.example.com, us=http://10.0.0.1:8080/api");
        Assert.Equal(("eu", "http://10.0.0.1:8080/api"), (map.Own, map.Find("us").Address!.AbsoluteUri));
        Assert.Equal(new Region("asia", null), map.Find("asia"));
    }

    [Fact]
    public void Without_flags_there_are_no_regions()
    {
        Assert.Null(Read(null, null).Own);
        Assert.Equal("eu", Read("eu", null).Own);
    }

    [Theory]
    [InlineData("EU", null)]
    [InlineData("eu west", null)]
    [InlineData(null, "us=https://us.example.com")]
    [InlineData("eu", "us")]
    [InlineData("eu", "us=")]
    [InlineData("eu", "us=us.example.com")]
    [InlineData("eu", "us=ftp://us.example.com")]
    [InlineData("eu", "us=https://key@us.example.com")]
    [InlineData("eu", "us=https://us.example.com?a=b")]
    [InlineData("eu", "U S=https://us.example.com")]
    [InlineData("eu", "us=https://a.example.com,us=https://b.example.com")]
    public void What_names_no_region_is_refused(string? region, string? regions) =>
        Assert.Equal(SettingsException.Usage, Assert.Throws<SettingsException>(() => Read(region, regions)).ExitCode);

    private static RegionMap Read(string? region, string? regions) => RegionSettings.Read(
        new SettingsSource(name => name switch { "region" => region, "regions" => regions, _ => null }, new ConfigurationBuilder().Build()));
}
