using Personalization.Core;
using Personalization.Core.Calendars;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Codecs;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

/// <summary>Stored formats may not change: what was written once is read for ever.</summary>
public sealed class GoldenTests
{
    private static readonly Instant Time = new(1_772_366_400_123), Received = new(1_772_366_400_150);

    private static readonly StreamAppend[] Parts =
    [
        new(Sample.User("u1"), 7,
        [
            new Tracked
            {
                Id = "m1", Time = Time, ReceivedAt = Received, AccountId = "a1", Name = "import_failed",
                Context = new EventContext(Locale: "de-AT", AppVersion: "1.2"),
                Properties = new ValueMap([
                    new(Value.String("code"), Value.String("E42")), new(Value.String("rows"), Value.Int(-3)), new(Value.String("ratio"), Value.Double(0.5)),
                    new(Value.String("list"), Value.List([Value.Null, Value.Bool(true), Value.Uint(300)])), new(Value.Int(1), Value.Bytes([1, 2])),
                    new(Value.Bool(false), Value.Timestamp(Time)), new(Value.Uint(2), Value.Duration(TimeSpan.FromSeconds(-1))),
                    new(Value.String("map"), Value.Map(ValueMap.Empty)),
                ]),
            },
            new Identified { Id = "m2", Time = Time, ReceivedAt = Received, Traits = new ValueMap([new(Value.String("role"), Value.String("admin"))]) },
            new Aliased { Id = "m3", Time = Time, ReceivedAt = Received, PreviousId = "anon-1" },
            new Viewed { Id = "m4", Time = Time, ReceivedAt = Received, Path = "/home", IsScreen = true },
            new Served
            {
                Id = "d1", Time = Time, ReceivedAt = Received, Surface = "home.card", CatalogHash = "c0ffee", AccountVersion = 12, Max = 2, RequestId = "r1",
                RequestContext = new ValueMap([new(Value.String("locale"), Value.String("de"))]), Refused = [new Refusal("upsell.runs", "")], Actions = [new ServedAction("help.import_failed", "default")],
            },
            new OutcomeRecorded { Id = "o1", Time = Time, ReceivedAt = Received, DecisionId = "d1", ActionId = "help.import_failed", Outcome = Outcome.Snoozed, Until = Received },
        ]),
        new(Sample.Account("a1"), 1,
        [
            new Grouped { Id = "m5", Time = Time, ReceivedAt = Received, AccountId = "a1", Traits = new ValueMap([new(Value.String("plan"), Value.String("pro"))]) },
            new CapCounted { Id = "d1/cap", Time = Time, ReceivedAt = Received, CapId = "cap", DecisionId = "d1" },
        ]),
    ];

    /// <summary>What layout 1 has no place for, and the stream of what a whole tenant shares.</summary>
    private static readonly StreamAppend[] LaterParts =
    [
        new(Sample.User("u1"), 8,
        [
            new Served
            {
                Id = "d2", Time = Time, ReceivedAt = Received, AccountId = "a1", Surface = "email", CatalogHash = "c0ffee", AccountVersion = 12, RequestId = "r2",
                RequestContext = new ValueMap([new(Value.String("locale"), Value.String("de"))]),
                Refused = [new Refusal("offer.big", "budget/discounts"), new Refusal("offer.rare", "cap/promo.monthly")],
                Actions =
                [
                    new ServedAction("offer.small", "default") { DeliverAt = Received + TimeSpan.FromHours(9), Fills = ["12", "Größe"] },
                    new ServedAction("offer.plain", "b"),
                ],
            },
            new Served
            {
                Id = "d3", Time = Time, ReceivedAt = Received, Surface = "home.card", CatalogHash = "c0ffee",
                Actions = [new ServedAction("offer.small", "default") { Fills = [""] }],
            },
        ]),
        new(Sample.Account("a1"), 3,
        [
            new CapCounted
            {
                Id = "d2/offer.small/upsell.weekly", Time = Time, ReceivedAt = Received, AccountId = "a1", CapId = "upsell.weekly", DecisionId = "d2",
                CountsAt = Received + TimeSpan.FromHours(9),
            },
        ]),
        new(Sample.Shared("budget/discounts"), 1,
        [
            new BudgetSpent
            {
                Id = "d2/offer.small/budget/discounts", Time = Time, ReceivedAt = Received, BudgetId = "discounts", DecisionId = "d2",
                AmountMillionths = 12_345_678, PeriodStart = new Instant(1_772_319_600_000),
            },
            new BudgetSpent
            {
                Id = "d3/offer.small/budget/discounts", Time = Time, ReceivedAt = Received, BudgetId = "discounts", DecisionId = "d3",
                AmountMillionths = 1, PeriodStart = Instant.MinValue,
            },
        ]),
        new(Sample.Shared("cap/promo.monthly"), 2,
        [new CapCounted { Id = "d2/offer.small/cap/promo.monthly", Time = Time, ReceivedAt = Received, CapId = "promo.monthly", DecisionId = "d2" }]),
    ];

    public static TheoryData<string> Files =>
        ["commit-v1", "commit-v1-layout-2", "commit-v2", "commit-v2-consents", "commit-v2-preferences", "commit-v2-identities", "commit-v2-choices", "commit-v2-expired"];

    [Fact]
    public void A_commit_is_written_as_ever()
    {
        Assert.Equal(Golden("commit-v2"), Convert.ToHexStringLower(Payload(PartsOf("commit-v2"))));
        Assert.Equal(Golden("commit-v2-consents"), Convert.ToHexStringLower(Payload(PartsOf("commit-v2-consents"))));
        Assert.Equal(Golden("commit-v2-identities"), Convert.ToHexStringLower(Payload(PartsOf("commit-v2-identities"))));
        Assert.Equal(Golden("commit-v2-choices"), Convert.ToHexStringLower(Payload(PartsOf("commit-v2-choices"))));
        Assert.Equal(Golden("commit-v2-expired"), Convert.ToHexStringLower(Payload(PartsOf("commit-v2-expired"))));
        Assert.Equal(Golden("commit-v2-preferences"), Convert.ToHexStringLower(Payload(PartsOf("commit-v2-preferences"))));
    }

    [Fact]
    public void A_part_says_which_kinds_of_event_it_holds()
    {
        var contents = new CommitContents();
        contents.Read(Convert.FromHexString(Golden("commit-v2")), new TextCache());
        Assert.Equal(
            PartsOf("commit-v2").Select(part => EventTypeSet.Of([.. part.Events.Select(one => one.Type)])), contents.Parts.Select(part => part.Types));
    }

    [Fact]
    public void The_checksum_of_a_commit_is_the_same_as_ever() =>
        Assert.Equal(0xF136D7C39EBCAFBCUL, CommitFormat.Checksum(7, Convert.FromHexString(Golden("commit-v1"))));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_commit_of_old_is_read(string file)
    {
        var payload = Convert.FromHexString(Golden(file));
        var parts = PartsOf(file);
        var contents = new CommitContents();
        contents.Read(payload, new TextCache());
        Assert.Equal(parts.Select(part => (part.FirstVersion, part.Events.Count)), contents.Parts.Select(part => (part.FirstVersion, part.Events)));
        Assert.Equal(parts.Select(part => part.Subject), contents.Parts.Select(part => contents.SubjectOf(part, payload)));
        foreach (var (part, expected) in contents.Parts.Zip(parts))
        {
            var reader = new ByteReader(payload.AsSpan(part.At, part.Bytes));
            foreach (var one in expected.Events)
            {
                var read = EventCodec.Read(ref reader, new TextCache());
                Assert.Equivalent(one, read, strict: true);
                Assert.Equal(one.GetType(), read.GetType());
            }
        }
    }

    /// <summary>What people agreed to: as such, and along with another event.</summary>
    private static readonly StreamAppend[] Consents =
    [
        new(Sample.User("u1"), 1,
        [
            new Consented { Id = "c1", Time = Time, ReceivedAt = Received, Source = "preference_center", Proof = "text 2026-02", Consents = Agreed(("marketing", false), ("analytics", true)) },
            new Consented { Id = "c2", Time = Time, ReceivedAt = Received, Consents = Agreed(("marketing", true)) },
            new Tracked { Id = "t1", Time = Time, ReceivedAt = Received, Name = "made", Consents = Agreed(("personalization", true)) },
        ]),
    ];

    /// <summary>What people like to get, all of it and nothing of it.</summary>
    private static readonly StreamAppend[] Preferences =
    [
        new(Sample.User("u1"), 1,
        [
            new Preferred
            {
                Id = "p1", Time = Time, ReceivedAt = Received, Source = "preference_center", Topics = Agreed(("tips", true), ("tips/email", false)),
                Digest = new([new(Value.String("tips"), Value.String("weekly"))]), SnoozedUntil = Received,
                QuietHours = new([new WeeklyInterval(Weekdays.All, new TimeOnly(22, 0), new TimeOnly(7, 30)), new WeeklyInterval(Weekdays.Sunday, default, default)]),
            },
            new Preferred { Id = "p2", Time = Time, ReceivedAt = Received, QuietHours = new([]) },
            new Preferred { Id = "p3", Time = Time, ReceivedAt = Received, AccountId = "a1" },
        ]),
    ];

    /// <summary>What people want less of, and where data about them may come from.</summary>
    private static readonly StreamAppend[] Choices =
    [
        new(Sample.User("u1"), 1,
        [
            new Preferred { Id = "p1", Time = Time, ReceivedAt = Received, Source = "preference_page", LessLike = Agreed(("help.import", true), ("offer.large", false)), DataSources = Agreed(("crm", false)) },
            new OutcomeRecorded { Id = "d1/offer.large/7", Time = Time, ReceivedAt = Received, DecisionId = "d1", ActionId = "offer.large", Outcome = Outcome.LessLikeThis },
            new Identified { Id = "i1", Time = Time, ReceivedAt = Received, Context = new EventContext(Source: "crm") },
        ]),
    ];

    /// <summary>A visitor turns out to be a user, and the support takes that back.</summary>
    private static readonly StreamAppend[] Identities =
    [
        new(new SubjectKey(Sample.Acme, SubjectKind.Anonymous, "v1"), 2,
        [
            new MergedInto { Id = "merge/1/2", Time = Received, ReceivedAt = Received, UserId = "u1" },
            new Reopened { Id = "unmerge/1/2", Time = Received, ReceivedAt = Received, MergeId = "merge/1/2" },
        ]),
        new(Sample.User("u1"), 1,
        [
            new Merged { Id = "merge/1/2", Time = Time, ReceivedAt = Received, SourceKind = SubjectKind.Anonymous, SourceId = "v1", ThroughVersion = 1 },
            Adopted.From(new Viewed { Id = "t1", Time = Time, ReceivedAt = Time, AccountId = "a1", Path = "/home", Context = new EventContext(Locale: "de") }, 1, "merge/1/2", Received),
            new Unmerged { Id = "unmerge/1/2", Time = Received, ReceivedAt = Received, MergeId = "merge/1/2" },
        ]),
    ];

    /// <summary>What is left of events: of one that said nothing about consents, of one that did, and of one that came with a merge.</summary>
    private static readonly StreamAppend[] Gone =
    [
        new(Sample.User("u1"), 1,
        [
            .. new Event[]
            {
                new Tracked { Id = "t1", Time = Time, ReceivedAt = Received, Name = "made", AccountId = "a1", Context = new EventContext(Locale: "de") },
                new Tracked { Id = "t2", Time = Time, ReceivedAt = Received, Name = "made", Consents = Agreed(("personalization", true)) },
                Adopted.From(new Tracked { Id = "t3", Time = Time, ReceivedAt = Time, Name = "made" }, 1, "merge/1/2", Received),
            }.Select(Expired.InPlaceOf),
        ]),
    ];

    private static ValueMap Agreed(params (string Purpose, bool IsGranted)[] said) =>
        new([.. said.Select(one => KeyValuePair.Create(Value.String(one.Purpose), Value.Bool(one.IsGranted)))]);

    private static StreamAppend[] PartsOf(string file) => file switch
    {
        "commit-v1" => Parts,
        "commit-v1-layout-2" => LaterParts,
        "commit-v2-consents" => Consents,
        "commit-v2-preferences" => Preferences,
        "commit-v2-identities" => Identities,
        "commit-v2-choices" => Choices,
        "commit-v2-expired" => Gone,
        _ => [.. Parts, .. LaterParts],
    };

    private static byte[] Payload(StreamAppend[] parts)
    {
        using var batch = new CommitBatch();
        batch.Start(7);
        batch.Add(EncodedCall.Encode(parts));
        new CommitFormat().Close(batch.Payload, batch.Parts);
        return batch.Payload.Written.ToArray();
    }

    public static string Golden(string name) => string.Concat(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.hex"))).Trim();
}
