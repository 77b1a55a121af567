using System.Runtime.CompilerServices;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Postgres;

/// <summary>Reads of one subject: its head, its stream, and whether it has an event.</summary>
internal sealed class StreamReads(PostgresDatabase database, AppendQueue queue, SeenEvents seen, PostgresJournalOptions options)
{
    private readonly string headSql = $"SELECT h.version, s.id FROM {database.Schema}.subject AS s JOIN {database.Schema}.subject_head AS h ON h.subject = s.id WHERE {SubjectRows.IsAsked}";

    private readonly StreamPages pages = new(database, options);

    private readonly string idsSql =
        $"SELECT event_id_hash, version FROM {database.Schema}.event WHERE subject = $1";

    private readonly string confirmSql =
        $"SELECT payload FROM {database.Schema}.event WHERE subject = (SELECT s.id FROM {database.Schema}.subject AS s WHERE {SubjectRows.IsAsked}) AND event_id_hash = $5";

    /// <summary>See <see cref="IJournal.ReadHead"/>.</summary>
    public async ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation)
    {
        while (true)
        {
            if (queue.TryHead(subject, out var version, out var wait, out var loss))
            {
                return version.Value;
            }

            if (wait is not null)
            {
                await queue.Settled(subject).AsTask().WaitAsync(cancellation);
                continue;
            }

            // Before the read, so that what is appended meanwhile is not missed where the read finds nothing.
            var stream = seen.Open(subject);
            var (head, row) = await StoredHead(subject, cancellation);
            if (queue.ReadAgain(subject, loss))
            {
                seen.HeadWas(stream, head, row);
                return head;
            }
        }
    }

    /// <summary>See <see cref="IJournal.ReadSubject"/>.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var version = afterVersion;
        await foreach (var page in pages.Read(subject, afterVersion, cancellation))
        {
            foreach (var row in page)
            {
                yield return row.Version == version + 1 ? row.Of(subject) : throw JournalDamagedException.InTable(row.Subject, version + 1, "it is missing.");
                version = row.Version;
            }
        }
    }

    /// <summary>See <see cref="IJournal.Contains"/>.</summary>
    public async ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation)
    {
        var hash = EventIds.HashOf(eventId);
        var stream = seen.Open(subject);
        await seen.Load(stream, Load).WaitAsync(cancellation);
        var version = seen.Find(stream, hash);
        if (version is null && stream.IsWhole)
        {
            return false;
        }

        // What is under way cannot be read yet.
        await queue.Settled(subject).AsTask().WaitAsync(cancellation);
        return await Confirm(subject, eventId, hash, version, cancellation);
    }

    /// <summary>See <see cref="IJournal.FindSubjects"/>.</summary>
    public async ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation)
    {
        // Memory before the table: what leaves the one meanwhile is in the other.
        var found = new HashSet<SubjectKey>(queue.Beginning(subjectHash));
        await using var command = database.Command(
            $"SELECT s.tenant, s.kind, s.key FROM {database.Schema}.subject AS s JOIN {database.Schema}.subject_head AS h ON h.subject = s.id WHERE s.hash = $1 AND h.version > 0")
            .With((long)subjectHash);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(SubjectRows.Read(rows, 0));
        }

        return [.. found];
    }

    private async Task<(long Head, long? Row)> StoredHead(SubjectKey subject, CancellationToken cancellation)
    {
        await using var command = database.Command(headSql).With(subject);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetInt64(0), row.GetInt64(1)) : (0, null);
    }

    /// <summary>Reads the ids of a stream; leaves it not whole where it has too many to keep.</summary>
    private async Task Load(SeenStream stream)
    {
        try
        {
            await queue.Settled(stream.Subject);
            var (head, row) = await StoredHead(stream.Subject, CancellationToken.None);
            if (head > Limits.SeenStreamIdsMax)
            {
                return;
            }

            var stored = new List<(ulong, long)>();
            await using (var command = database.Command(idsSql).With(row ?? 0))
            await using (var rows = await command.ExecuteReaderAsync())
            {
                while (await rows.ReadAsync())
                {
                    stored.Add(((ulong)rows.GetInt64(0), rows.GetInt64(1)));
                }
            }

            seen.Loaded(stream, row, stored);
        }
        catch
        {
            seen.Drop(stream);
            throw;
        }
    }

    private async ValueTask<bool> Confirm(SubjectKey subject, string eventId, ulong hash, long? version, CancellationToken cancellation)
    {
        var isOne = version is not (null or SeenStream.Several);
        await using var command = database.Command(isOne ? confirmSql + " AND version = $6" : confirmSql).With(subject).With((long)hash);
        if (isOne)
        {
            command.With(version!.Value);
        }

        var texts = new TextCache();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (EventIds.AreSame(IdOf(rows.GetFieldValue<byte[]>(0), texts), eventId))
            {
                return true;
            }
        }

        return false;
    }

    private static string IdOf(byte[] payload, TextCache texts)
    {
        var bytes = new ByteReader(payload);
        Event read = EventCodec.Read(ref bytes, texts);
        return read.Id;
    }
}
