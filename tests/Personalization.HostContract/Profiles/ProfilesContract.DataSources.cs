using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

public abstract partial class ProfilesContract
{
    private static IncomingEvent From(IncomingEvent one, string? source = "tower") => one with { Event = one.Event with { Context = new EventContext(Source: source) } };

    private static IncomingEvent Switch(string id, bool isOn, string user = "u1") => new(user, null, new Preferred
    {
        Id = id, Time = Sample.Noon + TimeSpan.FromMinutes(id.Length), ReceivedAt = Sample.Noon, DataSources = new([new(Value.String("tower"), Value.Bool(isOn))]),
    });

    [Fact]
    public async Task Nothing_more_is_kept_of_a_source_that_the_person_switched_off()
    {
        await using var host = await Open();
        await host.Ingest(From(Crew.Track("e1", "landed", account: "a1")), Switch("off", false));
        var answers = await host.Profiles.Ingest(Sample.Acme, [From(Crew.Track("e2", "landed", account: "a1")), From(Crew.Group("e3", "a2")), From(Crew.Identify("e4"))], Cancellation);
        Assert.All(answers, answer => Assert.Equal((IngestStatus.Rejected, "source_off", "/context/source"), (answer.Status, answer.Problem?.Code, answer.Problem?.Path)));
        Assert.Equal((2, 1), ((await host.GetUser()).Version, (await host.GetAccount()).Version));
        Assert.Null(await host.Get(Sample.Account("a2")));
        Assert.False((await host.GetUser()).Preferences.DataSources["tower"].IsOn);
    }

    [Fact]
    public async Task What_comes_from_elsewhere_is_of_others_or_was_there_before_is_not_refused()
    {
        await using var host = await Open();
        await host.Ingest(From(Crew.Track("e1", "engine_failed")), Switch("off", false));
        Assert.Equal(
            [IngestStatus.Duplicate, IngestStatus.Accepted, IngestStatus.Accepted, IngestStatus.Accepted],
            await host.Ingest(
                From(Crew.Track("e1", "engine_failed")), Crew.Track("e2", "engine_failed"), From(Crew.Track("e3", "engine_failed"), "moon"), From(Crew.Track("e4", "engine_failed", user: "u2"))));
    }

    [Fact]
    public async Task A_fact_of_the_account_alone_is_no_data_about_the_person()
    {
        await using var host = await Open();
        await host.Ingest(Switch("off", false));
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(From(Crew.Burn("e1", 5, user: "u1"))));
        Assert.Equal(1, (await host.GetAccount()).Version);
    }

    [Fact]
    public async Task What_they_refuse_along_with_such_an_event_counts_all_the_same_and_nothing_else_of_it()
    {
        await using var host = await Open();
        await host.Ingest(Switch("off", false));
        var refusing = From(Crew.Identify("e1", traits: ("name", Value.String("Ann"))));
        refusing = refusing with { Event = refusing.Event with { Consents = new([new(Value.String("marketing"), Value.Bool(false))]) } };
        Assert.Equal([IngestStatus.Rejected], await host.Ingest(refusing));
        Assert.Equal([IngestStatus.Duplicate], await host.Ingest(refusing));
        var user = await host.GetUser();
        Assert.Equal((false, 0), (user.Consents["marketing"].IsGranted, user.Traits.Count));
    }

    [Fact]
    public async Task Who_switches_it_on_again_is_kept_data_from_there_again()
    {
        await using var host = await Open();
        await host.Ingest(Switch("off", false), Switch("later on", true));
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(From(Crew.Track("e1", "engine_failed"))));
    }

    [Fact]
    public async Task What_a_visitor_switched_off_is_off_for_the_user_that_they_turn_out_to_be()
    {
        await using (var host = await Open())
        {
            await host.Ingest(ByVisitor(Switch("off", false)));
            Assert.Equal([IngestStatus.Rejected], await host.Ingest(From(SignIn("s1"))));
            Assert.Equal([IngestStatus.Rejected, IngestStatus.Rejected], await host.Ingest(From(Crew.Track("e1", "engine_failed")), From(ByVisitor(Crew.Track("e2", "engine_failed")))));
        }

        await using var again = await Open();
        Assert.Equal([IngestStatus.Rejected], await again.Ingest(From(Crew.Track("e3", "engine_failed"))));
    }
}
