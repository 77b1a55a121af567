using System.Security.Cryptography;
using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Erasures;

/// <summary>Which subjects were erased, in the folder <c>erasures</c> of a data folder: so that an erasure that a crash cut short comes to its end, and one that a restore undid is done again.</summary>
/// <remarks>No backup copies it: what a backup is older than would be missing in it. One erasure at a time; the caller sees to it.</remarks>
public sealed class ErasureLedger
{
    private const string Secret = "secret", Ledger = "ledger.ndjson", Begun = "begun";
    private static readonly OperatingDisk Disk = OperatingDisk.Instance;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly string folder;
    private readonly ErasureSecret secret;
    private readonly List<ErasureEntry> entries = [];

    private ErasureLedger(string folder)
    {
        this.folder = folder;
        secret = ErasureSecret.Open(Disk, PathOf(Secret));
        if (File.Exists(PathOf(Ledger)))
        {
            entries.AddRange(File.ReadLines(PathOf(Ledger)).Where(line => line.Length > 0).Select(Read));
        }

        Pending = File.Exists(PathOf(Begun)) ? ReadBegun() : null;
    }

    /// <summary>What was done, the oldest first.</summary>
    public IReadOnlyList<ErasureEntry> Entries => entries;

    /// <summary>What was begun and is not done; null for nothing.</summary>
    public PendingErasure? Pending { get; private set; }

    /// <summary>Opens the ledger of a data folder, or makes it.</summary>
    /// <param name="data">The data folder.</param>
    /// <exception cref="InvalidDataException">A file of it is damaged, or belongs to another ledger.</exception>
    public static ErasureLedger Open(string data)
    {
        var place = Path.Combine(data, "erasures");
        Disk.MakeFolder(place);
        return new ErasureLedger(place);
    }

    /// <summary>The name of a subject in the entries.</summary>
    public string Digest(in SubjectKey subject) => secret.Digest(subject);

    /// <summary>Notes that an erasure begins; durable when it returns.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="at">Now.</param>
    /// <exception cref="InvalidOperationException">Another one is not done.</exception>
    public PendingErasure Begin(SubjectKey subject, Instant at)
    {
        if (Pending is not null)
        {
            throw new InvalidOperationException("An erasure is begun only when the one before is done.");
        }

        var begun = new PendingErasure(NewId(), at, subject);
        WholeFile.Write(Disk, PathOf(Begun), JsonSerializer.SerializeToUtf8Bytes(new BegunLine(begun.Id, begun.At.UnixMilliseconds, secret.Seal(subject)), Options));
        return Pending = begun;
    }

    /// <summary>Notes that another id of the same person was erased, too, of which the receipt says nothing; durable when it returns.</summary>
    /// <param name="subject">The id.</param>
    /// <param name="through">Where the feed ends.</param>
    /// <param name="events">How many events were destroyed.</param>
    /// <param name="deadLetters">How many refused events were.</param>
    public void Add(in SubjectKey subject, long through, long events, long deadLetters)
    {
        var begun = Pending ?? throw new InvalidOperationException("No erasure was begun.");
        entries.Add(new ErasureEntry(NewId(), begun.At, Digest(subject), subject.StableHash(), through, events, deadLetters));
        Write();
    }

    /// <summary>Notes that the erasure is done; durable when it returns.</summary>
    /// <param name="through">Where the feed ends.</param>
    /// <param name="events">How many events were destroyed.</param>
    /// <param name="deadLetters">How many refused events were.</param>
    public ErasureEntry Finish(long through, long events, long deadLetters)
    {
        var begun = Pending ?? throw new InvalidOperationException("No erasure was begun.");
        var entry = new ErasureEntry(begun.Id, begun.At, Digest(begun.Subject), begun.Subject.StableHash(), through, events, deadLetters);

        // One that a crash kept from being forgotten is there already.
        entries.RemoveAll(one => one.Id == entry.Id);
        entries.Add(entry);
        Write();
        Forget();
        return entry;
    }

    /// <summary>
    /// Says that the journal has nothing any more of those who were erased. One that was put back from a copy is shorter than it was: what it gets now has places in the feed
    /// that the entries would take for old ones.
    /// </summary>
    /// <param name="end">Where its feed ends.</param>
    public void Confirm(long end)
    {
        if (!entries.Exists(one => one.Through > end))
        {
            return;
        }

        for (var at = 0; at < entries.Count; at++)
        {
            entries[at] = entries[at] with { Through = Math.Min(entries[at].Through, end) };
        }

        Write();
    }

    private static string NewId() => "er_" + RandomNumberGenerator.GetHexString(20, lowercase: true);

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
        Pending = null;
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
        return new PendingErasure(line.Id, new Instant(line.At), secret.Open(line.Subject));
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

    private sealed record Line(string Id, long At, string Digest, ulong Hash, long Through, long Events, long DeadLetters);

    private sealed record BegunLine(string Id, long At, byte[] Subject);
}
