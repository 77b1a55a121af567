using Personalization.Core.Subjects;
using Personalization.Journal.Residency;

namespace Personalization.Journal.Tests.Residency;

/// <summary>What pins of subjects do, wherever they are kept. Each test has its own, which it may open again.</summary>
public abstract class SubjectPinsContract
{
    protected static readonly SubjectKey Ada = new(new TenantId("acme/production"), SubjectKind.User, "ada-lovelace");

    [Fact]
    public async Task A_pin_is_there_after_a_start_until_it_is_lifted()
    {
        var pins = await Open();
        Assert.True(pins.IsEmpty);
        Assert.Null(await pins.Pin(Ada, "us"));
        Assert.Null(await pins.Pin(Ada with { Kind = SubjectKind.Account }, "eu"));

        var again = await Open();
        Assert.Equal(("us", "eu", null), (again.Find(Ada), again.Find(Ada with { Kind = SubjectKind.Account }), again.Find(Ada with { Id = "ada" })));

        Assert.Null(await again.Pin(Ada, null));
        Assert.Null(again.Find(Ada));
        Assert.Null((await Open()).Find(Ada));
    }

    [Fact]
    public async Task There_are_no_more_than_there_may_be_and_no_region_without_a_name()
    {
        var pins = await Open(pinsMax: 1);

        Assert.Equal("region_invalid", (await pins.Pin(Ada, "The US"))?.Code);
        Assert.Null(await pins.Pin(Ada, "us"));
        Assert.Null(await pins.Pin(Ada, "eu"));
        Assert.Equal("too_many_pins", (await pins.Pin(Ada with { Id = "grace" }, "us"))?.Code);
        Assert.Equal(("eu", null), (pins.Find(Ada), pins.Find(Ada with { Id = "grace" })));
    }

    /// <summary>Opens the test's pins.</summary>
    protected abstract Task<ISubjectPins> Open(int pinsMax = 1_000);
}
