using System.Collections.Frozen;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Postgres;
using Personalization.Journal.Erasures;
using Personalization.Journal.Residency;

namespace Personalization.Journal.Postgres.Ledger;

/// <summary>The pins that all processes of a cluster share; each knows them as it read them last.</summary>
internal sealed class PostgresSubjectPins(ControlTables tables, ErasureSecret secret, int pinsMax) : ISubjectPins, IDisposable
{
    private readonly string moveOn = $"UPDATE {tables.Schema}.pin_revision SET stamp = stamp + 1";
    private readonly SemaphoreSlim reading = new(1);
    private volatile FrozenDictionary<string, string> regions = FrozenDictionary<string, string>.Empty;
    private long stamp = -1;

    /// <inheritdoc/>
    public bool IsEmpty => regions.Count == 0;

    /// <inheritdoc/>
    public string? Find(in SubjectKey subject) => regions is { Count: > 0 } pinned ? pinned.GetValueOrDefault(secret.Digest(subject)) : null;

    /// <inheritdoc/>
    public async ValueTask<Problem?> Pin(SubjectKey subject, string? region)
    {
        if (region is not null && RegionRules.Check(region) is { } invalid)
        {
            return invalid;
        }

        var digest = secret.Digest(subject);
        if (region is null)
        {
            await tables.Run(($"DELETE FROM {tables.Schema}.pin WHERE subject = $1", [digest]), (moveOn, []));
        }
        else if (await tables.Run(
            ($"""
            INSERT INTO {tables.Schema}.pin (subject, region)
            SELECT $1, $2 WHERE (SELECT count(*) FROM {tables.Schema}.pin WHERE subject <> $1) < $3
            ON CONFLICT (subject) DO UPDATE SET region = excluded.region
            """,
            [digest, region, pinsMax]),
            (moveOn, [])) < 2)
        {
            return SubjectPinProblems.TooMany(pinsMax);
        }

        await Refresh();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask Refresh()
    {
        await reading.WaitAsync();
        try
        {
            var now = (await tables.Query($"SELECT stamp FROM {tables.Schema}.pin_revision", row => row.GetInt64(0))).Single();
            if (now != stamp)
            {
                // Read after the stamp, so that none is missed: what is newer than it is read once more.
                regions = (await tables.Query($"SELECT subject, region FROM {tables.Schema}.pin", row => (Subject: row.GetString(0), Region: row.GetString(1))))
                    .ToFrozenDictionary(one => one.Subject, one => one.Region, StringComparer.Ordinal);
                stamp = now;
            }
        }
        finally
        {
            reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();
}
