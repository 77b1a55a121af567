using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Projections.Rollups;

/// <summary>What happened in an account on one UTC day, as far as one shard knows; those of all shards add up.</summary>
internal sealed class AccountDay
{
    /// <summary>The first format counts the outcomes up to the opt-out; the second the one that came later, and is written where there is one.</summary>
    private const byte FirstFormat = 1, Format = 2;
    private static readonly int Kinds = Enum.GetValues<Outcome>().Max(one => (int)one);
    private readonly long[] outcomes = new long[Kinds];

    /// <summary>The users who did something.</summary>
    public ActiveUsers Active { get; private init; } = new();

    /// <summary>What users did, by the event's name.</summary>
    public NamedCounts Events { get; private init; } = new();

    /// <summary>What the account's own stream has of that day, by the event's name.</summary>
    public NamedCounts AccountEvents { get; private init; } = new();

    /// <summary>Pages and screens that users saw.</summary>
    public long Views { get; private set; }

    /// <summary>Decisions that were served.</summary>
    public long Decisions { get; private set; }

    /// <summary>Actions that those chose.</summary>
    public long Actions { get; private set; }

    /// <summary>How often an outcome was recorded.</summary>
    public long CountOf(Outcome outcome) => outcomes[(int)outcome - 1];

    /// <summary>Counts an event. Each is in one stream of a user or visitor at most, so nothing is counted twice; a copy in the account's stream is counted apart.</summary>
    public void Add(in StoredEvent stored)
    {
        if (stored.Subject.Kind == SubjectKind.Account)
        {
            if (stored.Event is Tracked ofAccount)
            {
                AccountEvents.Add(ofAccount.Name);
            }

            return;
        }

        switch (stored.Event)
        {
            case Tracked tracked:
                Events.Add(tracked.Name);
                Active.Add(stored.Subject.StableHash());
                break;
            case Viewed:
                Views++;
                Active.Add(stored.Subject.StableHash());
                break;
            case Served served:
                Decisions++;
                Actions += served.Actions.Length;
                break;
            case OutcomeRecorded recorded:
                outcomes[(int)recorded.Outcome - 1]++;
                break;
        }
    }

    /// <summary>Counts what another shard, or another day, has.</summary>
    public void AddAll(AccountDay other)
    {
        Active.AddAll(other.Active);
        Events.AddAll(other.Events);
        AccountEvents.AddAll(other.AccountEvents);
        (Views, Decisions, Actions) = (Views + other.Views, Decisions + other.Decisions, Actions + other.Actions);
        for (var at = 0; at < outcomes.Length; at++)
        {
            outcomes[at] += other.outcomes[at];
        }
    }

    /// <summary>The form that is stored; <c>docs/formats/projections.md</c>.</summary>
    public byte[] Write()
    {
        using var writer = new ByteWriter();
        var format = CountOf(Outcome.LessLikeThis) > 0 ? Format : FirstFormat;
        writer.Byte(format);
        Active.Write(writer);
        Events.Write(writer);
        AccountEvents.Write(writer);
        writer.Unsigned((ulong)Views);
        writer.Unsigned((ulong)Decisions);
        writer.Unsigned((ulong)Actions);
        foreach (var count in outcomes.AsSpan(0, KindsOf(format)))
        {
            writer.Unsigned((ulong)count);
        }

        return writer.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no such day.</exception>
    public static AccountDay Read(ReadOnlySpan<byte> stored)
    {
        var reader = new ByteReader(stored);
        var format = reader.Byte();
        if (format is not (FirstFormat or Format))
        {
            throw new InvalidDataException("The rollup of an account has an unknown format.");
        }

        var day = new AccountDay { Active = ActiveUsers.Read(ref reader), Events = NamedCounts.Read(ref reader), AccountEvents = NamedCounts.Read(ref reader) };
        (day.Views, day.Decisions, day.Actions) = ((long)reader.Unsigned(), (long)reader.Unsigned(), (long)reader.Unsigned());
        for (var at = 0; at < KindsOf(format); at++)
        {
            day.outcomes[at] = (long)reader.Unsigned();
        }

        return reader.Remaining == 0 ? day : throw new InvalidDataException("Bytes follow the rollup of an account.");
    }

    private static int KindsOf(byte format) => format == FirstFormat ? (int)Outcome.OptedOut : Kinds;
}
