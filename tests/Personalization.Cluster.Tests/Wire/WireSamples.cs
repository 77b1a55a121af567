using System.Collections.Immutable;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Nodes;
using Personalization.HostContract;
using Personalization.Journal;

namespace Personalization.Cluster.Tests.Wire;

/// <summary>One message of each kind, with everything that it can hold.</summary>
internal static class WireSamples
{
    private static readonly Instant Time = new(1_772_366_400_123);
    private static readonly CatalogHash Catalog = new(string.Concat(Enumerable.Repeat("c0ffee42", 8)));

    private static readonly Guest User = new(
        Sample.User("u1"), new StoredSnapshot(7, 0x0102030405060708, 0xF1F2F3F4F5F6F7F8, 5, new ReceivedOrder(Time, true), new byte[] { 1, 2, 3, 250 }), ["m1", "größe"]);

    private static readonly Guest Account = new(Sample.Account("a1"), new StoredSnapshot(0, 0, 1, 6, ReceivedOrder.Empty with { Rises = false }, ReadOnlyMemory<byte>.Empty), []);

    public static Tracked Landed { get; } = new()
    {
        Id = "m1", Time = Time, ReceivedAt = Time, AccountId = "a1", Name = "landed", Properties = new ValueMap([new(Value.String("tons"), Value.Int(3))]),
    };

    public static TravellingDecision Decision { get; } = new(new DecisionRequest
    {
        Subject = Sample.User("u1"), AccountId = "a1", Surface = "lounge", Max = 2, Mode = DecisionMode.Serve, RequestId = "r1",
        Context = new Core.Audiences.RequestContext("de-AT", "Europe/Vienna", "web", "phone", "AT", "/home"), Now = Time, Durable = true, Explain = true,
    })
    {
        Tenant = Sample.Acme, Now = Time, Catalog = Catalog, Guests = [User, Account], IsRepeat = true,
    };

    public static TravellingDecision Peek { get; } = new(new DecisionRequest { Subject = new SubjectKey(Sample.Acme, SubjectKind.Anonymous, "v1"), Surface = "lounge", Mode = DecisionMode.Peek })
    {
        Tenant = Sample.Acme, Now = Time, Catalog = new CatalogHash("not a digest"),
    };

    public static TravellingEvents Events { get; } = new(
        [new("u1", "v1", Landed), new("u1", "v1", Landed with { Id = "m2" }), new(null, "v2", new Aliased { Id = "m3", Time = Time, ReceivedAt = Time, PreviousId = "v1" }), new(null, null, Landed)])
    {
        Tenant = Sample.Acme, Now = Time, Catalog = Catalog, Guests = [User],
    };

    public static TravellingImport Import { get; } = new(Sample.User("u1"), [Landed, new Viewed { Id = "m4", Time = Time, ReceivedAt = Time, Path = "/home" }]) { Tenant = Sample.Acme, Now = Time };

    public static TravellingLook Look { get; } = new(Sample.Account("a1")) { Tenant = Sample.Acme, Now = Time, Catalog = Catalog };

    public static TurnReply Decided { get; } = new(TurnEnd.Done)
    {
        Decision = new Decision
        {
            Id = "d0", ProfileVersion = 7, Catalog = Catalog.Value, Holdout = true, RejectedCount = 3,
            Actions =
            [
                new ChosenAction("coffee", "card", "default", "in_app", Texts(("title", "Kaffee"), ("body", "☕")), Time + TimeSpan.FromHours(1),
                    [new Reason(ReasonCodes.AudienceMatch, "tons > 2"), new Reason(new ReasonCode("later_release", "chosen", ""), "9")], "You landed."),
                new ChosenAction("tea", "tooltip", "b", "in_app", Texts(), null, [], ""),
            ],
            Rejected = [new RejectedAction("cake", "caps", "cap_reached", "1 of 1")],
        },
        Appended = [new StreamAppend(Sample.User("u1"), 8, [Landed]), new StreamAppend(Sample.Shared("cap/house"), 1, [new CapCounted { Id = "d0/c", Time = Time, ReceivedAt = Time, CapId = "house", DecisionId = "d0" }])],
    };

    public static TurnReply Plain { get; } = new(TurnEnd.Done)
    {
        Decision = new Decision { Id = "p0", ProfileVersion = 0, Catalog = "not a digest", Actions = [], RejectedCount = 0 },
    };

    public static TurnReply Ingested { get; } = new(TurnEnd.Done)
    {
        Answers = [new(IngestStatus.Accepted), new(IngestStatus.Duplicate), new(IngestStatus.Rejected, new Problem("account_required", "/accountId", "Name the account."))],
    };

    public static TurnReply Imported { get; } = new(TurnEnd.Done) { Receipt = new ImportReceipt(300, 4) };

    public static TurnReply Looked { get; } = new(TurnEnd.Done) { Profile = User };

    public static TurnReply Refused { get; } = new(TurnEnd.Done) { Problem = new Problem("unknown_surface", "/surface", "There is no such surface.") };

    public static TurnReply Fenced { get; } = new(TurnEnd.Fenced);

    /// <summary>Turns that travel together.</summary>
    public static IReadOnlyList<AddressedTurn> Parcel { get; } = [new(Peek.Request.Subject, Peek), new(Sample.User("u1"), Events), new(Sample.Account("a1"), Look)];

    /// <summary>What comes back of them.</summary>
    public static IReadOnlyList<TurnReply> ParcelReplies { get; } = [Decided, new TurnReply(TurnEnd.NotHere), Ingested, Looked];

    /// <summary>All turns by name.</summary>
    public static IReadOnlyDictionary<string, TravellingTurn> Turns { get; } = new Dictionary<string, TravellingTurn>
    {
        ["decision"] = Decision, ["peek"] = Peek, ["events"] = Events, ["import"] = Import, ["look"] = Look,
    };

    /// <summary>All replies by name.</summary>
    public static IReadOnlyDictionary<string, TurnReply> Replies { get; } = new Dictionary<string, TurnReply>
    {
        ["decided"] = Decided, ["plain"] = Plain, ["ingested"] = Ingested, ["imported"] = Imported, ["looked"] = Looked, ["refused"] = Refused, ["fenced"] = Fenced,
    };

    private static ImmutableSortedDictionary<string, string> Texts(params (string Name, string Text)[] texts) =>
        texts.ToImmutableSortedDictionary(text => text.Name, text => text.Text, StringComparer.Ordinal);
}
