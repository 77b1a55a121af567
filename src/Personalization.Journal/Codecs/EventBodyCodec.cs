using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;

namespace Personalization.Journal.Codecs;

/// <summary>The part of an event's stored form that its type decides.</summary>
internal static class EventBodyCodec
{
    /// <summary>The newest layout.</summary>
    public const int LayoutMax = 3;

    /// <summary>The first layout that can hold an event.</summary>
    public static int LayoutOf(Event one) => one switch
    {
        CapCounted { CountsAt: not null } => 2,
        Preferred preferred => PreferredCodec.LayoutOf(preferred),
        Served served => ServedCodec.LayoutOf(served),
        _ => 1,
    };

    public static void Write(ByteWriter writer, Event one, int layout)
    {
        switch (one)
        {
            case Tracked tracked:
                writer.Text(tracked.Name);
                ValueCodec.WriteMap(writer, tracked.Properties);
                break;
            case Identified identified:
                ValueCodec.WriteMap(writer, identified.Traits);
                break;
            case Grouped grouped:
                ValueCodec.WriteMap(writer, grouped.Traits);
                break;
            case Aliased aliased:
                writer.Text(aliased.PreviousId);
                break;
            case Viewed viewed:
                writer.Text(viewed.Path);
                WriteFlag(writer, viewed.IsScreen);
                ValueCodec.WriteMap(writer, viewed.Properties);
                break;
            case Consented consented:
                writer.Text(consented.Source);
                WriteFlag(writer, consented.Proof is not null);
                if (consented.Proof is { } proof)
                {
                    writer.Text(proof);
                }

                break;
            case Preferred preferred:
                PreferredCodec.Write(writer, preferred, layout);
                break;
            case MergedInto into:
                writer.Text(into.UserId);
                break;
            case Merged merged:
                IdentityCodec.Write(writer, merged);
                break;
            case Adopted adopted:
                IdentityCodec.Write(writer, adopted);
                break;
            case Unmerged unmerged:
                writer.Text(unmerged.MergeId);
                break;
            case Reopened reopened:
                writer.Text(reopened.MergeId);
                break;
            case Expired:
                break;
            case Served served:
                ServedCodec.Write(writer, served, layout);
                break;
            case OutcomeRecorded recorded:
                WriteOutcome(writer, recorded);
                break;
            case CapCounted counted:
                writer.Text(counted.CapId);
                writer.Text(counted.DecisionId);
                if (counted.CountsAt is { } countsAt)
                {
                    writer.Signed(countsAt.UnixMilliseconds);
                }

                break;
            case BudgetSpent spent:
                writer.Text(spent.BudgetId);
                writer.Text(spent.DecisionId);
                writer.Signed(spent.AmountMillionths);
                writer.Signed(spent.PeriodStart.UnixMilliseconds);
                break;
            default:
                throw new ArgumentException($"The journal has no stored form for {one.GetType().Name}.", nameof(one));
        }
    }

    public static Event Read(EventType type, in EventHead head, ref ByteReader reader, TextCache texts) => type switch
    {
        not EventType.Served when head.Layout > (type is EventType.CapCounted or EventType.Preferred ? 2 : 1) =>
            throw new InvalidDataException($"No stored event of type {(byte)type} has the layout {head.Layout}."),
        EventType.Tracked => new Tracked
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            Name = texts.Get(reader.Bytes()), Properties = ValueCodec.ReadMap(ref reader, texts),
        },
        EventType.Identified => new Identified
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            Traits = ValueCodec.ReadMap(ref reader, texts),
        },
        EventType.Grouped => new Grouped
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            Traits = ValueCodec.ReadMap(ref reader, texts),
        },
        EventType.Aliased => new Aliased
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            PreviousId = TextCache.Decode(reader.Bytes()),
        },
        EventType.Viewed => new Viewed
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            Path = texts.Get(reader.Bytes()), IsScreen = ReadFlag(ref reader), Properties = ValueCodec.ReadMap(ref reader, texts),
        },
        EventType.Consented => new Consented
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            Source = texts.Get(reader.Bytes()), Proof = ReadFlag(ref reader) ? TextCache.Decode(reader.Bytes()) : null,
        },
        EventType.Preferred => PreferredCodec.Read(head, ref reader, texts),
        EventType.MergedInto => IdentityCodec.ReadMergedInto(head, ref reader),
        EventType.Merged => IdentityCodec.ReadMerged(head, ref reader),
        EventType.Adopted => IdentityCodec.ReadAdopted(head, ref reader, texts),
        EventType.Unmerged => IdentityCodec.ReadUnmerged(head, ref reader),
        EventType.Reopened => IdentityCodec.ReadReopened(head, ref reader),
        EventType.Expired => ReadExpired(head),
        EventType.Served => ServedCodec.Read(head, ref reader, texts),
        EventType.OutcomeRecorded => ReadOutcome(head, ref reader, texts),
        EventType.CapCounted => new CapCounted
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            CapId = texts.Get(reader.Bytes()), DecisionId = TextCache.Decode(reader.Bytes()),
            CountsAt = head.Layout == 1 ? null : new Instant(reader.Signed()),
        },
        EventType.BudgetSpent => new BudgetSpent
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            BudgetId = texts.Get(reader.Bytes()), DecisionId = TextCache.Decode(reader.Bytes()),
            AmountMillionths = reader.Signed(), PeriodStart = new Instant(reader.Signed()),
        },
        _ => throw new InvalidDataException($"No stored event is of type {(byte)type}."),
    };

    private static void WriteOutcome(ByteWriter writer, OutcomeRecorded recorded)
    {
        writer.Text(recorded.DecisionId);
        writer.Text(recorded.ActionId);
        writer.Byte((byte)recorded.Outcome);
        WriteFlag(writer, recorded.Until is not null);
        if (recorded.Until is { } until)
        {
            writer.Signed(until.UnixMilliseconds);
        }
    }

    private static OutcomeRecorded ReadOutcome(in EventHead head, ref ByteReader reader, TextCache texts) => new()
    {
        Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
        DecisionId = TextCache.Decode(reader.Bytes()),
        ActionId = texts.Get(reader.Bytes()),
        Outcome = (Outcome)reader.Byte() is var outcome && Enum.IsDefined(outcome)
            ? outcome
            : throw new InvalidDataException($"No stored outcome is {(byte)outcome}."),
        Until = ReadFlag(ref reader) ? new Instant(reader.Signed()) : null,
    };

    private static Expired ReadExpired(in EventHead head) => EventIds.IsForgotten(head.Id) && head.AccountId is null && head.Context.Equals(EventContext.None)
        ? new Expired { Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, Consents = head.Consents }
        : throw new InvalidDataException("An expired event holds what should be gone.");

    internal static void WriteFlag(ByteWriter writer, bool holds) => writer.Byte(holds ? (byte)1 : (byte)0);

    internal static bool ReadFlag(ref ByteReader reader) => reader.Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"A flag is 0 or 1, not {other}."),
    };
}
