using Personalization.Simulation.Kills.Load;

namespace Personalization.Simulation.Kills.Checking;

/// <summary>Whether what a server recovered keeps every promise that was made before it was killed.</summary>
internal static class RecoveryCheck
{
    /// <summary>What is wrong, in sentences; none where all is well.</summary>
    public static IReadOnlyList<string> Run(Ledger ledger, IReadOnlyDictionary<string, RecordedStream> streams) =>
    [
        .. streams.SelectMany(one => Versions(one.Key, one.Value)),
        .. streams.SelectMany(one => Acknowledged(one.Key, one.Value, ledger)),
        .. streams.SelectMany(one => Profile(one.Key, one.Value)),
        .. streams.Where(one => IsAccount(one.Key)).SelectMany(one => Cap(one.Key, one.Value, streams)),
    ];

    private static IEnumerable<string> Versions(string name, RecordedStream stream)
    {
        for (var at = 0; at < stream.Events.Count; at++)
        {
            if (stream.Events[at].Version != at + 1)
            {
                yield return $"{name} has version {stream.Events[at].Version} where {at + 1} should be.";
                yield break;
            }
        }
    }

    private static IEnumerable<string> Acknowledged(string name, RecordedStream stream, Ledger ledger)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in stream.Events.Where(one => !found.Add(one.Key)))
        {
            yield return $"{name} has twice: {one.Key}, again as version {one.Version}.";
        }

        foreach (var key in ledger.Of(name).Where(key => !found.Contains(key)))
        {
            yield return $"{name} lost what was acknowledged: {key}.";
        }
    }

    private static IEnumerable<string> Profile(string name, RecordedStream stream)
    {
        if (stream.ProfileVersion != stream.Events.Count)
        {
            yield return $"The profile of {name} has version {stream.ProfileVersion}, its stream ends at {stream.Events.Count}.";
        }

        var work = IsAccount(name) ? stream.Events.Sum(one => one.Amount) : stream.Events.Count(one => one.IsWork);
        if (stream.Work != work)
        {
            yield return $"The profile of {name} counts {stream.Work} of work, its stream {work}.";
        }

        if (!IsAccount(name) && stream.Events.Count(one => one.ServedAction is not null) is var served && stream.Served != served)
        {
            yield return $"The profile of {name} counts {stream.Served} served actions, its stream {served}.";
        }
    }

    /// <summary>What decisions served and what they counted for the cap were one commit, so after any kill they agree.</summary>
    private static IEnumerable<string> Cap(string name, RecordedStream account, IReadOnlyDictionary<string, RecordedStream> streams)
    {
        var counted = account.Events.Select(one => one.Key).Where(key => key.StartsWith(RecordedEvent.CapKey(""), StringComparison.Ordinal)).ToHashSet();
        var served = streams.Values.SelectMany(stream => stream.Events)
            .Where(one => one.ServedAction == RecordedEvent.CappedAction && Population.AccountStream(one.Account!) == name)
            .Select(one => RecordedEvent.CapKey(one.Key[RecordedEvent.ServedKey("").Length..])).ToHashSet();
        if (!counted.SetEquals(served))
        {
            yield return $"{name} counts {counted.Count} offers, the streams of its users have {served.Count}; the difference begins with {counted.Except(served).Concat(served.Except(counted)).First()}.";
        }

        if (served.Count > Population.OffersPerAccount)
        {
            yield return $"{name} was served {served.Count} offers, {Population.OffersPerAccount} at most.";
        }
    }

    private static bool IsAccount(string name) => name.StartsWith(Population.AccountStream(""), StringComparison.Ordinal);
}
