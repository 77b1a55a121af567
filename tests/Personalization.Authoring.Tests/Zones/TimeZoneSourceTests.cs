using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.TimeZones;
using Personalization.Authoring.Bundles;
using Personalization.Authoring.Zones;
using Personalization.Core.Calendars;
using Instant = Personalization.Core.Instant;

namespace Personalization.Authoring.Tests.Zones;

public sealed class TimeZoneSourceTests
{
    private const int RandomInstants = 400;

    public static TheoryData<int> FromYears => [TimeZoneSource.CatalogFromYear, 1900];

    [Theory]
    [MemberData(nameof(FromYears))]
    public void Every_zone_changes_its_clocks_when_the_database_says_so(int fromYear)
    {
        var table = TimeZoneSource.Load(fromYear);
        foreach (var id in TzdbDateTimeZoneSource.Default.GetIds())
        {
            Assert.True(table.TryFind(id, out var rules), id);
            Assert.Equal(Expected(id, fromYear, 2100), Actual(rules, fromYear, 2100));
        }
    }

    [Theory]
    [MemberData(nameof(FromYears))]
    public void Every_zone_has_the_offset_of_the_database_at_any_instant(int fromYear)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var table = TimeZoneSource.Load(fromYear);
        var (first, last) = (NodaTime.Instant.FromUtc(fromYear, 1, 1, 0, 0).ToUnixTimeMilliseconds(), NodaTime.Instant.FromUtc(2500, 1, 1, 0, 0).ToUnixTimeMilliseconds());
        foreach (var id in TzdbDateTimeZoneSource.Default.GetIds())
        {
            Assert.True(table.TryFind(id, out var rules), id);
            var zone = DateTimeZoneProviders.Tzdb[id];
            for (var count = 0; count < RandomInstants; count++)
            {
                var at = random.NextInt64(first, last);
                Assert.True(
                    zone.GetUtcOffset(NodaTime.Instant.FromUnixTimeMilliseconds(at)).Seconds == rules.OffsetSecondsAt(new Instant(at)),
                    $"{id} at {new Instant(at)}, seed {seed}");
            }
        }
    }

    [Fact]
    public void Every_zone_comes_back_from_its_stored_form()
    {
        foreach (var (id, rules) in TimeZoneSource.Load(1900).Zones)
        {
            Assert.True(TimeZoneRules.TryParse(rules.ToString(), out var again), id);
            Assert.Equal(Actual(rules, 1900, 2100), Actual(again, 1900, 2100));
        }
    }

    [Fact]
    public void The_embedded_table_is_the_one_of_the_database()
    {
        var fresh = JsonNode.Parse(CanonicalJson.Write(ZoneSection.Write(TimeZoneSource.Load(TimeZoneSource.CatalogFromYear)).Value.ToValue()))!;
        var embedded = JsonNode.Parse(CanonicalJson.Write(ZoneSection.Write(TimeZoneSource.ForCatalogs).Value.ToValue()));
        if (!JsonNode.DeepEquals(fresh, embedded))
        {
            var file = Path.Combine(AppContext.BaseDirectory, "time-zones.json");
            File.WriteAllText(file, fresh.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
            Assert.Fail($"The database has other rules. Copy {file} to src/Personalization.Authoring/Zones.");
        }
    }

    [Theory]
    [InlineData("America/New_York", "M3.2.0T07Z-04 M11.1.0T06Z-05")]
    [InlineData("Europe/Berlin", "M3.5.0T01Z+02 M10.5.0T01Z+01")]
    [InlineData("Asia/Kolkata", "+05:30")]
    [InlineData("Australia/Lord_Howe", "M4.1.0T-09Z+10:30 M10.1.0T-0830Z+11")]
    public void Rules_that_hold_since_before_the_catalogs_first_year_stand_alone(string id, string text) =>
        Assert.Equal(text, TimeZoneSource.ForCatalogs.Zones[id].ToString());

    [Fact]
    public void Other_names_of_a_zone_are_links()
    {
        var table = TimeZoneSource.ForCatalogs;
        Assert.Equal("America/New_York", table.Links["US/Eastern"]);
        Assert.False(table.Zones.ContainsKey("US/Eastern"));
        Assert.StartsWith(table.Version, TzdbDateTimeZoneSource.Default.VersionId.Replace("TZDB: ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static List<OffsetChange> Expected(string id, int fromYear, int toYear)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var start = NodaTime.Instant.FromUtc(fromYear, 1, 1, 0, 0);
        var changes = new List<OffsetChange> { new(start.ToUnixTimeSeconds(), zone.GetUtcOffset(start).Seconds) };
        foreach (var interval in zone.GetZoneIntervals(start, NodaTime.Instant.FromUtc(toYear, 1, 1, 0, 0)).Skip(1))
        {
            if (interval.WallOffset.Seconds != changes[^1].OffsetSeconds)
            {
                changes.Add(new OffsetChange(interval.Start.ToUnixTimeSeconds(), interval.WallOffset.Seconds));
            }
        }

        return changes;
    }

    private static List<OffsetChange> Actual(TimeZoneRules rules, int fromYear, int toYear)
    {
        var end = Instant.From(new DateTimeOffset(toYear, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var at = Instant.From(new DateTimeOffset(fromYear, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var changes = new List<OffsetChange> { new(at.UnixMilliseconds / 1000, rules.OffsetSecondsAt(at)) };
        while (rules.NextTransition(at) is { } next && next < end)
        {
            at = next;
            changes.Add(new OffsetChange(at.UnixMilliseconds / 1000, rules.OffsetSecondsAt(at)));
        }

        return changes;
    }
}
