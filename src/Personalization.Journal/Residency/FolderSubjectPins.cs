using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Backups;
using Personalization.Journal.Control;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Residency;

/// <summary>The pins of a server that is alone: the folder <c>residency</c> of its data folder.</summary>
/// <remarks>No backup copies it, as none copies the ledger of erasures: one from before a move would let a subject back in that has gone.</remarks>
public sealed class FolderSubjectPins : ISubjectPins
{
    private const string Secret = "secret", Pins = "pins.ndjson";
    private static readonly OperatingDisk Disk = OperatingDisk.Instance;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly Lock writing = new();
    private readonly string path;
    private readonly int pinsMax;
    private readonly ErasureSecret secret;
    private volatile ImmutableDictionary<string, string> regions;

    private FolderSubjectPins(string folder, int pinsMax)
    {
        secret = ErasureSecret.Open(Disk, Path.Combine(folder, Secret));
        path = Path.Combine(folder, Pins);
        this.pinsMax = pinsMax;
        regions = File.Exists(path)
            ? File.ReadLines(path).Where(line => line.Length > 0).Select(Read).ToImmutableDictionary(line => line.Subject, line => line.Region, StringComparer.Ordinal)
            : ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
    }

    /// <summary>Opens the pins of a data folder, or makes them.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="pinsMax">How many there may be.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static FolderSubjectPins Open(string data, int pinsMax = Limits.SubjectPinsMax)
    {
        var folder = Path.Combine(data, "residency");
        Disk.MakeFolder(folder);
        return new FolderSubjectPins(folder, pinsMax);
    }

    /// <inheritdoc/>
    public bool IsEmpty => regions.IsEmpty;

    /// <inheritdoc/>
    public string? Find(in SubjectKey subject) => regions is { IsEmpty: false } pinned ? pinned.GetValueOrDefault(secret.Digest(subject)) : null;

    /// <inheritdoc/>
    public ValueTask<Problem?> Pin(SubjectKey subject, string? region)
    {
        if (region is not null && RegionRules.Check(region) is { } invalid)
        {
            return new(invalid);
        }

        lock (writing)
        {
            var digest = secret.Digest(subject);
            var next = region is null ? regions.Remove(digest) : regions.SetItem(digest, region);
            if (next.Count > pinsMax)
            {
                return new(SubjectPinProblems.TooMany(pinsMax));
            }

            if (next != regions)
            {
                WholeFile.Write(Disk, path, Write(next));
                regions = next;
            }

            return default;
        }
    }

    /// <inheritdoc/>
    public ValueTask Refresh() => default;

    private static byte[] Write(ImmutableDictionary<string, string> pins)
    {
        using var content = new MemoryStream();
        foreach (var (subject, region) in pins)
        {
            JsonSerializer.Serialize(content, new Line(subject, region), Options);
            content.WriteByte((byte)'\n');
        }

        return content.ToArray();
    }

    private Line Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text, Options) is { Subject: not null, Region: not null } line ? line : throw new JsonException();
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{path} is damaged. Put back a copy of it, and pin who was pinned since.", damaged);
        }
    }

    private sealed record Line(string Subject, string Region);
}
