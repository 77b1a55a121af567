using Personalization.Core.Subjects;
using Personalization.Journal.Residency;

namespace Personalization.Journal.Tests.Residency;

public sealed class SubjectPinsTests : IDisposable
{
    private static readonly SubjectKey Ada = new(new TenantId("acme/production"), SubjectKind.User, "ada-lovelace");
    private readonly string folder = Directory.CreateTempSubdirectory("pins-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_pin_is_there_after_a_start_until_it_is_lifted()
    {
        var pins = SubjectPins.Open(folder);
        Assert.True(pins.IsEmpty);
        Assert.Null(pins.Pin(Ada, "us"));
        Assert.Null(pins.Pin(Ada with { Kind = SubjectKind.Account }, "eu"));

        var again = SubjectPins.Open(folder);
        Assert.Equal(("us", "eu", null), (again.Find(Ada), again.Find(Ada with { Kind = SubjectKind.Account }), again.Find(Ada with { Id = "ada" })));

        Assert.Null(again.Pin(Ada, null));
        Assert.Null(SubjectPins.Open(folder).Find(Ada));
    }

    [Fact]
    public void Files_name_nobody()
    {
        SubjectPins.Open(folder).Pin(Ada, "us");

        Assert.DoesNotContain(Ada.Id, string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_no_more_than_there_may_be_and_no_region_without_a_name()
    {
        var pins = SubjectPins.Open(folder, pinsMax: 1);

        Assert.Equal("region_invalid", pins.Pin(Ada, "The US")?.Code);
        Assert.Null(pins.Pin(Ada, "us"));
        Assert.Null(pins.Pin(Ada, "eu"));
        Assert.Equal("too_many_pins", pins.Pin(Ada with { Id = "grace" }, "us")?.Code);
        Assert.Null(pins.Find(Ada with { Id = "grace" }));
    }

    [Fact]
    public void A_damaged_file_is_told()
    {
        SubjectPins.Open(folder).Pin(Ada, "us");
        File.AppendAllText(Path.Combine(folder, "residency", "pins.ndjson"), "{\"subject\":\"x\"}\n");

        Assert.Throws<InvalidDataException>(() => SubjectPins.Open(folder));
    }
}
