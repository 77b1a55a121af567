using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

public abstract partial class ProfilesContract
{
    [Fact]
    public async Task An_accepted_event_shows_in_the_profile_at_once()
    {
        await using var host = await Open();
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(Crew.Track("e1", "engine_failed", properties: ("code", Value.String("E7")))));
        var view = await host.GetUser();
        Assert.Equal(1, view.Version);
        var error = Assert.Single(view.Errors);
        Assert.Equal(("engine", "E7", true), (error.Error, error.Code, error.IsOpen));
    }

    [Fact]
    public async Task An_unknown_subject_has_no_profile_and_stays_unknown()
    {
        await using var host = await Open();
        Assert.Null(await host.Get(Sample.User("nobody")));
        Assert.Null(await host.Get(Sample.User("nobody")));
    }

    [Fact]
    public async Task A_duplicate_is_answered_without_a_new_version()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        Assert.Equal([IngestStatus.Duplicate], await host.Ingest(Crew.Track("e1", "engine_failed")));
        Assert.Equal(1, (await host.GetUser()).Version);
    }

    [Fact]
    public async Task A_duplicate_is_recognised_however_long_ago_its_first_was()
    {
        await using var host = await Open();
        await host.Ingest([.. Enumerable.Range(0, 300).Select(at => Crew.Track($"e{at}", "engine_failed"))]);
        await host.Ingest([.. Enumerable.Range(300, 300).Select(at => Crew.Track($"e{at}", "engine_failed"))]);
        Assert.Equal([IngestStatus.Duplicate], await host.Ingest(Crew.Track("e0", "engine_failed")));
        Assert.Equal(600, (await host.GetUser()).Version);
    }

    [Fact]
    public async Task A_repeat_inside_a_batch_is_a_duplicate()
    {
        await using var host = await Open();
        IncomingEvent[] batch = [.. Enumerable.Range(0, 40).Select(at => Crew.Track($"e{at}", "landed", account: "a1")), Crew.Track("e3", "landed", account: "a1")];
        var answers = await host.Ingest(batch);
        Assert.Equal(Enumerable.Repeat(IngestStatus.Accepted, 40).Append(IngestStatus.Duplicate), answers);
        Assert.Equal((40, 40), ((await host.GetUser()).Version, (await host.GetAccount()).Version));
    }

    [Fact]
    public async Task The_same_batch_twice_changes_nothing_the_second_time()
    {
        await using var host = await Open();
        IncomingEvent[] batch =
        [
            Crew.Group("g1", "a1"), Crew.Burn("b1", 5, user: "u1", account: null), Crew.Track("l1", "landed"),
            Crew.Group("g2", "a2", after: TimeSpan.FromSeconds(1)), Crew.Burn("b2", 7, user: "u1", account: null), Crew.Track("l2", "landed"),
        ];
        Assert.All(await host.Ingest(batch), status => Assert.Equal(IngestStatus.Accepted, status));
        var before = await Texts(host, Sample.User("u1"), Sample.Account("a1"), Sample.Account("a2"));
        Assert.All(await host.Ingest(batch), status => Assert.Equal(IngestStatus.Duplicate, status));
        Assert.Equal(before, await Texts(host, Sample.User("u1"), Sample.Account("a1"), Sample.Account("a2")));
    }

    [Fact]
    public async Task A_batch_that_comes_twice_at_the_same_time_counts_once()
    {
        await using var host = await Open();
        IncomingEvent[] batch = [.. Enumerable.Range(0, 50).Select(at => Crew.Track($"e{at}", "landed", user: $"u{at % 5}", account: $"a{at % 3}"))];
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.Ingest(batch), Cancellation)));
        Assert.Equal(50, answers.SelectMany(all => all).Count(status => status == IngestStatus.Accepted));
        var versions = new List<long>();
        for (var at = 0; at < 5; at++)
        {
            versions.Add((await host.GetUser($"u{at}")).Version);
        }

        Assert.Equal([10, 10, 10, 10, 10], versions);
    }

    [Fact]
    public async Task An_event_that_touches_both_enters_both_streams()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("l1", "landed", account: "a1"));
        Assert.Equal(1, (await host.GetUser()).Features["landing"].Count);
        Assert.Equal(1, (await host.GetAccount()).Features["traffic"].Count);
    }

    [Fact]
    public async Task An_event_without_an_account_counts_for_the_users_latest_one()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Group("g1", "a1"), Crew.Group("g2", "a2", after: TimeSpan.FromSeconds(1)), Crew.Burn("b1", 5, user: "u1", account: null));
        Assert.Empty((await host.GetAccount("a1")).Meters);
        Assert.Equal(5, (await host.GetAccount("a2")).Meters["fuel"].Used);
        Assert.Equal(2, (await host.GetUser()).Version);
    }

    [Fact]
    public async Task An_event_about_an_account_alone_is_rejected_where_none_is_known_and_nothing_else_is_lost()
    {
        await using var host = await Open();
        var answers = await host.Profiles.Ingest(
            Sample.Acme, [Crew.Burn("b1", 5, user: "u1", account: null), Crew.Track("e1", "engine_failed")], Cancellation);
        Assert.Equal("account_required", answers[0].Problem?.Code);
        Assert.Equal(IngestStatus.Accepted, answers[1].Status);
    }

    [Fact]
    public async Task An_event_more_than_a_day_ahead_is_rejected()
    {
        await using var host = await Open();
        var late = Crew.Track("e1", "engine_failed", after: TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(1));
        var answers = await host.Profiles.Ingest(Sample.Acme, [late, Crew.Track("e2", "engine_failed", after: TimeSpan.FromHours(24))], Cancellation);
        Assert.Equal("time_out_of_range", answers[0].Problem?.Code);
        Assert.Equal(IngestStatus.Accepted, answers[1].Status);
    }

    [Fact]
    public async Task A_role_is_kept_for_each_account()
    {
        await using var host = await Open();
        await host.Ingest(
            Crew.Group("g1", "a1"), Crew.Identify("i1", traits: ("rank", Value.String("captain"))),
            Crew.Group("g2", "a2", after: TimeSpan.FromSeconds(1)), Crew.Identify("i2", traits: ("rank", Value.String("steward"))));
        var accounts = (await host.GetUser()).Accounts;
        Assert.Equal(["a2: steward", "a1: captain"], accounts.Select(one => $"{one.AccountId}: {one.Traits["rank"]}"));
    }

    [Fact]
    public async Task Tenants_do_not_see_each_other()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        Assert.Null(await host.Get(new SubjectKey(new TenantId("other/production"), SubjectKind.User, "u1")));
    }

    [Fact]
    public async Task A_visitor_and_a_user_of_one_id_are_two_subjects()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("e1", "engine_failed") with { UserId = null, AnonymousId = "u1" });
        Assert.Null(await host.Get(Sample.User("u1")));
        Assert.Equal(1, (await host.Get(new SubjectKey(Sample.Acme, SubjectKind.Anonymous, "u1")))!.Version);
    }

    [Fact]
    public async Task The_journal_of_a_subject_is_read_in_pages()
    {
        await using var host = await Open();
        await host.Ingest([.. Enumerable.Range(1, 5).Select(at => Crew.Track($"e{at}", "engine_failed"))]);
        var first = await host.Profiles.ReadEvents(Sample.User("u1"), 0, 3, Cancellation);
        var second = await host.Profiles.ReadEvents(Sample.User("u1"), first.Next!.Value, 3, Cancellation);
        Assert.Equal(["e1", "e2", "e3"], first.Events.Select(one => one.Event.Id));
        Assert.Equal(["e4", "e5"], second.Events.Select(one => one.Event.Id));
        Assert.Null(second.Next);
    }

    private static async Task<string[]> Texts(HostUnderTest host, params SubjectKey[] subjects)
    {
        var texts = new List<string>();
        foreach (var subject in subjects)
        {
            texts.Add(ViewText.Of(await host.Get(subject)));
        }

        return [.. texts];
    }
}
