using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
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

    [Fact]
    public void A_commit_is_written_as_ever() => Assert.Equal(Golden("commit-v1"), Convert.ToHexStringLower(Payload()));

    [Fact]
    public void The_checksum_of_a_commit_is_the_same_as_ever() =>
        Assert.Equal(0xF136D7C39EBCAFBCUL, CommitFormat.Checksum(7, Convert.FromHexString(Golden("commit-v1"))));

    [Fact]
    public void A_commit_of_old_is_read()
    {
        var payload = Convert.FromHexString(Golden("commit-v1"));
        var contents = new CommitContents();
        contents.Read(payload, new TextCache());
        Assert.Equal([(7, 6), (1, 2)], contents.Parts.Select(part => (part.FirstVersion, part.Events)));
        Assert.Equal([Sample.User("u1"), Sample.Account("a1")], contents.Parts.Select(part => contents.SubjectOf(part, payload)));
        foreach (var (part, expected) in contents.Parts.Zip(Parts))
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

    private static byte[] Payload()
    {
        using var batch = new CommitBatch();
        batch.Start(7);
        batch.Add(EncodedCall.Encode(Parts));
        new CommitFormat().Close(batch.Payload, batch.Parts);
        return batch.Payload.Written.ToArray();
    }

    private static string Golden(string name) => string.Concat(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.hex"))).Trim();
}
