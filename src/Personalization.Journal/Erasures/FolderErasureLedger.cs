using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Erasures;

/// <summary>The ledger of a server that is alone: the folder <c>erasures</c> of its data folder.</summary>
/// <remarks>No backup copies it. All members but <see cref="Take"/> and <see cref="Digest"/> are for whoever has taken it.</remarks>
public sealed class FolderErasureLedger : IErasureLedger, IDisposable
{
    private const string Secret = "secret", Ledger = "ledger.ndjson", Begun = "begun";
    private static readonly OperatingDisk Disk = OperatingDisk.Instance;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly SemaphoreSlim turn = new(1);
    private readonly string folder;
    private readonly ErasureSecret secret;
    private readonly List<ErasureEntry> entries = [];
    private PendingErasure? pending;

    private FolderErasureLedger(string folder)
    {
        this.folder = folder;
        secret = ErasureSecret.Open(Disk, PathOf(Secret));
        if (File.Exists(PathOf(Ledger)))
        {
            entries.AddRange(File.ReadLines(PathOf(Ledger)).Where(line => line.Length > 0).Select(Read));
        }

        pending = File.Exists(PathOf(Begun)) ? ReadBegun() : null;
    }

    /// <summary>Opens the ledger of a data folder, or makes it.</summary>
    /// <param name="data">The data folder.</param>
    /// <exception cref="InvalidDataException">A file of it is damaged, or belongs to another ledger.</exception>
    public static FolderErasureLedger Open(string data)
    {
        var place = Path.Combine(data, "erasures");
        Disk.MakeFolder(place);
        return new FolderErasureLedger(place);
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> Take(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        return new Taken(turn);
    }

    /// <inheritdoc/>
    public string Digest(in SubjectKey subject) => secret.Digest(subject);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ErasureEntry>> ReadEntries(CancellationToken cancellation) => new((IReadOnlyList<ErasureEntry>)[.. entries]);

    /// <inheritdoc/>
    public ValueTask<PendingErasure?> FindPending(CancellationToken cancellation) => new(pending);

    /// <inheritdoc/>
    public ValueTask<PendingErasure> Begin(SubjectKey subject, Instant at, long? head)
    {
        if (pending is not null)
        {
            throw new InvalidOperationException("An erasure is begun only when the one before is done.");
        }

        pending = new PendingErasure(ErasureEntry.NewId(), at, subject, head);
        WholeFile.Write(Disk, PathOf(Begun), JsonSerializer.SerializeToUtf8Bytes(new BegunLine(pending.Id, at.UnixMilliseconds, secret.Seal(subject), head), Options));
        return new(pending);
    }

    /// <inheritdoc/>
    public ValueTask Abandon(PendingErasure begun)
    {
        Forget();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask Add(PendingErasure begun, SubjectKey subject, ErasureExtent done)
    {
        ArgumentNullException.ThrowIfNull(begun);
        entries.Add(ErasureEntry.Of(ErasureEntry.NewId(), begun.At, subject, Digest(subject), done));
        Write();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<ErasureEntry> Finish(PendingErasure begun, ErasureExtent done)
    {
        ArgumentNullException.ThrowIfNull(begun);
        var entry = ErasureEntry.Of(begun.Id, begun.At, begun.Subject, Digest(begun.Subject), done);

        // One that a crash kept from being forgotten is there already.
        entries.RemoveAll(one => one.Id == entry.Id);
        entries.Add(entry);
        Write();
        Forget();
        return new(entry);
    }

    /// <inheritdoc/>
    public ValueTask Confirm(long end)
    {
        if (entries.Exists(one => one.Through > end))
        {
            for (var at = 0; at < entries.Count; at++)
            {
                entries[at] = entries[at] with { Through = Math.Min(entries[at].Through, end) };
            }

            Write();
        }

        return default;
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private void Write()
    {
        using var content = new MemoryStream();
        foreach (var one in entries)
        {
            JsonSerializer.Serialize(content, new Line(one.Id, one.At.UnixMilliseconds, one.Digest, secret.Seal(one.Hash, one.Id), one.Through, one.Events, one.DeadLetters), Options);
            content.WriteByte((byte)'\n');
        }

        WholeFile.Write(Disk, PathOf(Ledger), content.ToArray());
    }

    /// <summary>Sealed or not, it goes over the bytes before it gives them back to the disk.</summary>
    private void Forget()
    {
        using (var file = Disk.Open(PathOf(Begun)))
        {
            file.Write(new byte[Disk.Length(PathOf(Begun))], 0);
            file.Sync();
        }

        Disk.Delete(PathOf(Begun));
        pending = null;
    }

    private PendingErasure? ReadBegun()
    {
        var content = File.ReadAllBytes(PathOf(Begun));
        if (Array.TrueForAll(content, one => one == 0))
        {
            // It was done, and a crash kept the file.
            Disk.Delete(PathOf(Begun));
            return null;
        }

        var line = Parse<BegunLine>(content, Begun);
        return new PendingErasure(line.Id, new Instant(line.At), secret.Open(line.Subject), line.Head);
    }

    private ErasureEntry Read(string text)
    {
        var line = Parse<Line>(System.Text.Encoding.UTF8.GetBytes(text), Ledger);
        return new ErasureEntry(line.Id, new Instant(line.At), line.Digest, secret.Seal(line.Hash, line.Id), line.Through, line.Events, line.DeadLetters);
    }

    private T Parse<T>(byte[] json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{PathOf(name)} is damaged: {damaged.Message} Put back the copy that you keep of the folder.", damaged);
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private sealed class Taken(SemaphoreSlim turn) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            turn.Release();
            return default;
        }
    }

    private sealed record Line(string Id, long At, string Digest, ulong Hash, long Through, long Events, long DeadLetters);

    private sealed record BegunLine(string Id, long At, byte[] Subject, long? Head);
}
