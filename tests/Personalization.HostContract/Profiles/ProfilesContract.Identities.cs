using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

public abstract partial class ProfilesContract
{
    private static SubjectKey Visitor(string id = "v1") => new(Sample.Acme, SubjectKind.Anonymous, id);

    private static IncomingEvent ByVisitor(IncomingEvent one, string visitor = "v1") => one with { UserId = null, AnonymousId = visitor };

    private static IncomingEvent SignIn(string id, string visitor = "v1", string user = "u1", TimeSpan after = default) =>
        Crew.Identify(id, user: user, after: after) with { AnonymousId = visitor };

    private static IncomingEvent Alias(string id, string previous, string user) =>
        new(user, null, new Aliased { Id = id, Time = Sample.Noon, ReceivedAt = Sample.Noon, PreviousId = previous });

    [Fact]
    public async Task What_a_visitor_did_before_they_signed_in_is_the_users()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed", properties: ("code", Value.String("E7")))));
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(SignIn("s1")));
        var user = await host.GetUser();
        Assert.Equal("E7", Assert.Single(user.Errors).Code);
        var identity = Assert.Single(user.Identities);
        Assert.Equal((SubjectKind.Anonymous, "v1", false), (identity.Kind, identity.Id, identity.IsUndone));
        Assert.Equal("help.engine", Assert.Single((await host.Decide(Crew.Ask("cockpit"))).Actions).Id);
    }

    [Fact]
    public async Task Whatever_is_asked_or_said_about_the_visitor_afterwards_is_about_the_user()
    {
        await using var host = await Open();
        await host.Ingest(SignIn("s1"));
        Assert.Equal([IngestStatus.Accepted, IngestStatus.Accepted], await host.Ingest(
            ByVisitor(Crew.Track("e1", "engine_failed")), Crew.Track("e2", "engine_failed", user: "u2")));
        Assert.Equal(Sample.User("u1"), (await host.Get(Visitor()))!.Subject);
        var decision = await host.Decide(Crew.Ask("cockpit") with { Subject = Visitor() });
        Assert.Equal("help.engine", Assert.Single(decision.Actions).Id);
        Assert.Equal(1, (await host.GetUser()).Exposures["help.engine"].Served);
        var answers = await host.Profiles.Decide([Crew.Ask("cockpit", "u2"), Crew.Ask("cockpit") with { Subject = Visitor() }], Cancellation);
        Assert.All(answers, answer => Assert.Single(answer.Value!.Actions));
    }

    [Fact]
    public async Task An_event_that_was_the_visitors_is_a_duplicate_for_the_user()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")), Crew.Track("e2", "engine_failed"));
        await host.Ingest(SignIn("s1"));
        Assert.Equal([IngestStatus.Duplicate, IngestStatus.Duplicate, IngestStatus.Duplicate, IngestStatus.Duplicate], await host.Ingest(
            Crew.Track("e1", "engine_failed"), ByVisitor(Crew.Track("e1", "engine_failed")), ByVisitor(Crew.Track("e2", "engine_failed")), SignIn("s1")));
        Assert.Equal(2, (await host.GetUser()).Counters["failures"]);
    }

    [Fact]
    public async Task An_event_that_both_had_counts_once()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")), Crew.Track("e1", "engine_failed"));
        await host.Ingest(SignIn("s1"));
        Assert.Equal(1, (await host.GetUser()).Counters["failures"]);
    }

    [Fact]
    public async Task A_cap_counts_what_both_were_served()
    {
        await using var host = await Open();
        Assert.Contains("rest.one", Ids(await host.Decide(Crew.Ask("lounge") with { Subject = Visitor(), Max = 1 })));
        Assert.Contains("rest.one", Ids(await host.Decide(Crew.Ask("lounge") with { Max = 1 })));
        Assert.Contains("rest.one", Ids(await host.Decide(Crew.Ask("lounge", mode: DecisionMode.Peek) with { Max = 1 })));
        await host.Ingest(SignIn("s1"));
        Assert.Equal(["rest.three"], Ids(await host.Decide(Crew.Ask("lounge"))));
        Assert.Equal(["rest.three"], Ids(await host.Decide(Crew.Ask("lounge") with { Subject = Visitor() })));
        Assert.Equal(2, (await host.GetUser()).Exposures["rest.one"].Served);
    }

    [Fact]
    public async Task An_outcome_of_what_the_visitor_was_served_is_the_users()
    {
        await using var host = await Open();
        var decision = await host.Decide(Crew.Ask("lounge") with { Subject = Visitor() });
        await host.Ingest(SignIn("s1"));
        Assert.False((await host.Profiles.RecordOutcome(Sample.Acme, Crew.Report(decision, "rest.one", Outcome.Clicked), Cancellation)).Value!.IsDuplicate);
        Assert.True((await host.Profiles.RecordOutcome(Sample.Acme, Crew.Report(decision, "rest.one", Outcome.Clicked), Cancellation)).Value!.IsDuplicate);
        Assert.Equal(1, (await host.GetUser()).Exposures["rest.one"].Outcomes["clicked"]);
    }

    [Fact]
    public async Task A_browser_that_somebody_else_signs_in_with_stays_with_whoever_was_first()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")));
        await host.Ingest(SignIn("s1", user: "u1"));
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(SignIn("s2", user: "u2")));
        Assert.Empty((await host.GetUser("u2")).Errors);
        Assert.Equal(Sample.User("u1"), (await host.Get(Visitor()))!.Subject);
        Assert.Equal(["already_merged"], await host.Problems(Alias("a1", "v1", "u2")));
    }

    [Fact]
    public async Task Further_ids_of_a_person_are_merged_too()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed"), "device:d1"));
        await host.Ingest(Crew.Identify("s1") with { ExternalIds = ["device:d1", "email:77"] });
        Assert.Single((await host.GetUser()).Errors);
        await host.Ingest(ByVisitor(Crew.Track("e2", "engine_failed"), "email:77"));
        Assert.Equal(2, (await host.GetUser()).Counters["failures"]);
    }

    [Fact]
    public async Task An_alias_makes_two_users_one_and_its_reverse_changes_nothing()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("e1", "engine_failed", user: "old"), ByVisitor(Crew.Track("e2", "engine_failed")), SignIn("s1", user: "old"), Crew.Track("e3", "engine_failed"));
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(Alias("a1", "old", "u1")));
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(Alias("a2", "u1", "old")));
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(ByVisitor(Crew.Track("e4", "engine_failed"))));
        var user = await host.GetUser();
        Assert.Equal(4, user.Counters["failures"]);
        Assert.Equal(["old", "v1"], user.Identities.Select(one => one.Id).Order(StringComparer.Ordinal));
        Assert.Equal(ViewText.Of(user), ViewText.Of(await host.GetUser("old")));
    }

    [Fact]
    public async Task A_long_chain_of_ids_leads_to_its_end()
    {
        const int Links = 30;
        await using var host = await Open();
        for (var at = 0; at < Links; at++)
        {
            await host.Ingest(Crew.Track($"e{at}", "engine_failed", user: $"u{at}"));
            Assert.Equal([""], await host.Problems(Alias($"a{at}", $"u{at}", $"u{at + 1}")));
        }

        Assert.Equal([IngestStatus.Accepted], await host.Ingest(Crew.Track("last", "engine_failed", user: "u0")));
        Assert.Single((await host.Decide(Crew.Ask("cockpit", "u0"))).Actions);
        var person = await host.GetUser("u0");
        Assert.Equal((Sample.User($"u{Links}"), Links + 1), (person.Subject, person.Counters["failures"]));
    }

    [Fact]
    public async Task Users_who_are_made_one_in_circles_at_the_same_time_are_one()
    {
        await using var host = await Open();
        string[] users = ["u1", "u2", "u3", "u4"];
        await host.Ingest([.. users.Select(user => Crew.Track($"e-{user}", "engine_failed", user))]);
        await Task.WhenAll(users.Select((user, at) => Task.Run(() => host.Ingest(Alias($"a-{user}", user, users[(at + 1) % users.Length])), Cancellation)));
        var views = new List<ProfileView>();
        foreach (var user in users)
        {
            views.Add(await host.GetUser(user));
        }

        Assert.Single(views.Select(view => view.Subject).Distinct());
        Assert.Equal(4, views[0].Counters["failures"]);
    }

    [Fact]
    public async Task What_is_merged_stays_merged_after_a_crash()
    {
        var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")), SignIn("s1"));
        var before = ViewText.Of(await host.GetUser());
        await host.Crash();
        await using var again = await Open();
        Assert.Equal(before, ViewText.Of(await again.GetUser()));
        Assert.Equal(before, ViewText.Of(await again.Get(Visitor())));
        Assert.Equal([IngestStatus.Duplicate], await again.Ingest(ByVisitor(Crew.Track("e1", "engine_failed"))));
    }

    [Fact]
    public async Task An_identify_that_is_refused_merges_nobody()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")));
        Assert.Equal(["time_out_of_range"], await host.Problems(SignIn("s1", after: TimeSpan.FromDays(2))));
        Assert.Equal(Visitor(), (await host.Get(Visitor()))!.Subject);
    }

    [Fact]
    public async Task A_visitor_whom_several_users_claim_at_the_same_time_is_one_of_theirs()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")));
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(at => Task.Run(() => host.Ingest(SignIn($"s{at}", user: $"u{at}")), Cancellation)));
        Assert.All(answers, one => Assert.Equal([IngestStatus.Accepted], one));
        var person = (await host.Get(Visitor()))!;
        for (var at = 1; at <= 6; at++)
        {
            var user = await host.GetUser($"u{at}");
            Assert.Equal((user.Subject == person.Subject, user.Subject == person.Subject ? 1 : 0), (user.Identities.Count == 1, user.Errors.Count));
        }
    }

    [Fact]
    public async Task A_user_id_that_is_given_to_everybody_is_not_merged_with_everybody()
    {
        await using var host = await Open();
        for (var at = 0; at < MergeTurn.StormMax; at++)
        {
            await host.Ingest(SignIn($"s{at}", $"v{at}"));
        }

        Assert.Equal([IngestStatus.Accepted], await host.Ingest(SignIn("one.more", "one.more")));
        Assert.Equal(["too_many_merges"], await host.Problems(Alias("a1", "one.more", "u1")));
        Assert.Equal(MergeTurn.StormMax, (await host.GetUser()).Identities.Count);
        time.Advance(MergeTurn.StormWindow);
        Assert.Equal([""], await host.Problems(Alias("a2", "one.more", "u1")));
    }

    [Fact]
    public async Task Any_order_and_repetition_ends_as_if_the_person_had_been_known_all_along()
    {
        await using var host = await Open();
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var facts = Enumerable.Range(1, 24).Select(at => Fact(random, at)).Select(one => Named(one, $"{seed}.")).ToArray();
            var links = Links(seed);
            var said = facts.Select(one => By(one, seed, random.Next(5))).Concat(links).ToArray();
            said = [.. said, .. random.GetItems(said, 12)];
            random.Shuffle(said);

            // What was sent under one id before they were one may come again under another one.
            foreach (var batch in said.Concat(links).Concat(random.GetItems(facts, 6).Select(one => By(one, seed, random.Next(5)))).Chunk(random.Next(1, 6)))
            {
                await host.Ingest(batch);
            }

            await host.Ingest([.. facts.Concat(links).Select(one => Named(one with { UserId = $"known{seed}", AnonymousId = null }, "known.")).Where(one => one.Event is not Aliased)]);
            Assert.Equal(Of(await host.GetUser($"known{seed}")), Of(await host.GetUser($"u{seed}")));
        }

        static string Of(ProfileView view) => ViewText.Of(view with { Subject = Sample.User(""), Version = 0, Identities = [] });

        static IncomingEvent Named(IncomingEvent one, string prefix) => one with { Event = one.Event with { Id = prefix + one.Event.Id } };

        static IncomingEvent[] Links(int seed) =>
        [
            SignIn($"{seed}.s1", $"v{seed}.1", $"u{seed}"), SignIn($"{seed}.s2", $"v{seed}.2", $"u{seed}"),
            Alias($"{seed}.a1", $"v{seed}.3", $"u{seed}"), Alias($"{seed}.a2", $"old{seed}", $"u{seed}"),
        ];

        static IncomingEvent By(IncomingEvent one, int seed, int whom) => whom switch
        {
            0 => one with { UserId = $"u{seed}" },
            4 => one with { UserId = $"old{seed}" },
            _ => ByVisitor(one, $"v{seed}.{whom}"),
        };

        static IncomingEvent Fact(Random random, int at)
        {
            var after = TimeSpan.FromMinutes((at * 7 % 25) + 1);
            return random.Next(6) switch
            {
                0 => Crew.Track($"f{at}", "engine_failed", after: after, properties: ("code", Value.String($"E{random.Next(3)}"))),
                1 => Crew.Track($"f{at}", "engine_repaired", after: after),
                2 => Crew.Track($"f{at}", "landed", account: "a1", after: after),
                3 => Crew.Group($"f{at}", $"a{random.Next(3)}", after: after),
                4 => Crew.Identify($"f{at}", "a1", after: after, traits: ("rank", Value.String($"r{random.Next(3)}"))),
                _ => Crew.Identify($"f{at}", after: after, traits: ("name", Value.String($"n{random.Next(3)}"))),
            };
        }
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_counts_twice_while_ids_become_one()
    {
        await using var host = await Open();
        var events = Enumerable.Range(0, 200).Select(at => Crew.Track($"e{at}", "engine_failed", after: TimeSpan.FromSeconds(at))).ToArray();
        var senders = Enumerable.Range(0, 6).Select(sender => Task.Run(() => Send(sender), Cancellation)).ToArray();
        await host.Ingest(SignIn("s1", "v1"));
        await host.Ingest(SignIn("s2", "v2"));
        var accepted = (await Task.WhenAll(senders)).Sum();
        Assert.Equal(200, (await host.GetUser()).Counters["failures"]);

        // Until they are one, both may take in the same event.
        Assert.InRange(accepted, 200, 600);

        async Task<int> Send(int sender)
        {
            var taken = 0;
            foreach (var batch in events.Chunk(10))
            {
                var answers = await host.Ingest([.. batch.Select(one => sender % 3 == 0 ? one : ByVisitor(one, $"v{sender % 3}"))]);
                taken += answers.Count(status => status == IngestStatus.Accepted);
                await host.Decide(Crew.Ask("lounge") with { Subject = sender % 3 == 0 ? Sample.User("u1") : Visitor($"v{sender % 3}") });
            }

            return taken;
        }
    }
}
