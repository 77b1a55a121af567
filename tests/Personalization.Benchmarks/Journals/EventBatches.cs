using System.Globalization;
using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Codecs;

namespace Personalization.Benchmarks.Journals;

/// <summary>Calls as the host makes them: an event of a user that enters the user's and the account's stream. One stream of calls per journal.</summary>
internal sealed class EventBatches
{
    /// <summary>Events of a batch; both journals and all baselines commit after so many.</summary>
    public const int Events = 4_000;

    private const int Users = 5_000, Accounts = 250;
    private static readonly TenantId Tenant = new("bench/journal");
    private readonly Dictionary<SubjectKey, long> heads = [];
    private int made;

    /// <summary>The calls of the next batch.</summary>
    public StreamAppend[][] Next()
    {
        var calls = new StreamAppend[Events / 2][];
        for (var at = 0; at < calls.Length; at++)
        {
            var number = made++;
            var one = Event(number);
            calls[at] = [Append(new SubjectKey(Tenant, SubjectKind.User, one.Id[^4..]), one), Append(new SubjectKey(Tenant, SubjectKind.Account, one.AccountId!), one)];
        }

        return calls;
    }

    /// <summary>The rows that a batch comes to, for inserting them without a journal.</summary>
    public IEnumerable<PlainRow> Rows()
    {
        using var bytes = new ByteWriter();
        foreach (var part in Next().SelectMany(call => call))
        {
            bytes.Clear();
            EventCodec.Write(bytes, part.Events[0]);
            yield return new PlainRow((long)(part.Subject.StableHash() >> 1), part.FirstVersion, (long)StableHash.Of(part.Events[0].Id), (short)part.Events[0].Type, bytes.Written.ToArray());
        }
    }

    private static Tracked Event(int number)
    {
        var user = number * 7919L % Users;
        var now = Instant.From(DateTimeOffset.UtcNow);
        return new Tracked
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"01J8ZQ3T9KX6-{number:D9}-{user:D4}"),
            Time = now,
            ReceivedAt = now,
            AccountId = string.Create(CultureInfo.InvariantCulture, $"account-{user % Accounts}"),
            Name = "feature_used",
            Properties = new ValueMap([new(Value.String("feature"), Value.String("board")), new(Value.String("durationMs"), Value.Int(1_500 + (number % 1_000)))]),
        };
    }

    private StreamAppend Append(in SubjectKey subject, Event one)
    {
        var version = heads[subject] = heads.GetValueOrDefault(subject) + 1;
        return new StreamAppend(subject, version, [one]);
    }
}
