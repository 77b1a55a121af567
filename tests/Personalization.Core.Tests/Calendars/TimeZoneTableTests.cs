using Personalization.Core.Calendars;

namespace Personalization.Core.Tests.Calendars;

public sealed class TimeZoneTableTests
{
    private static readonly TimeZoneTable Table = new(
        "2025b",
        new Dictionary<string, TimeZoneRules> { ["Europe/Berlin"] = SampleZones.Berlin },
        new Dictionary<string, string> { ["Arctic/Longyearbyen"] = "Europe/Berlin" });

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Arctic/Longyearbyen")]
    public void A_zone_is_found_by_each_of_its_names(string name)
    {
        Assert.True(Table.TryFind(name, out var zone));
        Assert.Same(SampleZones.Berlin, zone);
    }

    [Theory]
    [InlineData("europe/berlin")]
    [InlineData("Europe/Berlin ")]
    [InlineData("")]
    [InlineData(null)]
    public void Any_other_name_is_not_found(string? name) => Assert.False(Table.TryFind(name, out _));

    [Fact]
    public void A_link_to_no_zone_is_refused() => Assert.Throws<ArgumentException>(() => new TimeZoneTable(
        "2025b", Table.Zones, new Dictionary<string, string> { ["Link"] = "Arctic/Longyearbyen" }));

    [Fact]
    public void A_name_that_is_zone_and_link_is_refused() => Assert.Throws<ArgumentException>(() => new TimeZoneTable(
        "2025b", Table.Zones, new Dictionary<string, string> { ["Europe/Berlin"] = "Europe/Berlin" }));

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    public void A_table_of_UTC_alone_knows_both_names_of_it(string name) => Assert.True(TimeZoneTable.UtcOnly.TryFind(name, out _));
}
