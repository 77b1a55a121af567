using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Statistics;

/// <summary>What a journal holds, counted event by event.</summary>
/// <remarks>Subjects are told apart by 64-bit hashes, about 20 bytes each.</remarks>
public sealed class JournalStatistics
{
    private readonly Dictionary<SubjectKind, HashSet<ulong>> subjects = [];
    private readonly SortedDictionary<string, long> tenants = new(StringComparer.Ordinal);
    private readonly SortedDictionary<EventType, long> types = [];

    /// <summary>How many events there are.</summary>
    public long Events { get; private set; }

    /// <summary>How many places of erased events there are; 0 where a journal keeps none.</summary>
    public long ErasedEvents { get; private set; }

    /// <summary>When the first event was received; null for none.</summary>
    public Instant? FirstReceived { get; private set; }

    /// <summary>When the last event was received; null for none.</summary>
    public Instant? LastReceived { get; private set; }

    /// <summary>How many subjects of each kind there are.</summary>
    public IReadOnlyDictionary<SubjectKind, long> Subjects => subjects.OrderBy(one => one.Key).ToDictionary(one => one.Key, one => (long)one.Value.Count);

    /// <summary>How many events each tenant has.</summary>
    public IReadOnlyDictionary<string, long> Tenants => tenants;

    /// <summary>How many events of each kind there are.</summary>
    public IReadOnlyDictionary<EventType, long> Types => types;

    /// <summary>Counts an event.</summary>
    public void Add(in StoredEvent stored)
    {
        Events++;
        Count(tenants, stored.Subject.Tenant.Value);
        Count(types, stored.Event.Type);
        if (!subjects.TryGetValue(stored.Subject.Kind, out var ofKind))
        {
            subjects.Add(stored.Subject.Kind, ofKind = []);
        }

        ofKind.Add(stored.Subject.StableHash());
        var received = stored.Event.ReceivedAt;
        FirstReceived = FirstReceived is { } first && first <= received ? first : received;
        LastReceived = LastReceived is { } last && last >= received ? last : received;
    }

    /// <summary>Counts the places of erased events.</summary>
    internal void AddErased(long places) => ErasedEvents += places;

    private static void Count<TKey>(SortedDictionary<TKey, long> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
