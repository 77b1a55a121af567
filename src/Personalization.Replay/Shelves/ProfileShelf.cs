using Personalization.Core.Codecs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Sqlite;

namespace Personalization.Replay.Shelves;

/// <summary>The profiles of many subjects under one plan: those in use as they are, the others packed, and on disk what memory has no room for.</summary>
/// <remarks>Which ones are in use is found out by a clock: its hand passes over all, and packs what was not asked for since it came by. Not thread-safe.</remarks>
internal sealed class ProfileShelf(FoldPlan plan, string folder, ShelfLimits limits) : IDisposable
{
    private readonly Dictionary<SubjectKey, LivePlace> live = [];
    private readonly List<LivePlace> ring = [];
    private readonly Dictionary<SubjectKey, byte[]> packed = [];
    private readonly ByteWriter writer = new();
    private SqliteSnapshots? disk;
    private long packedBytes;
    private int hand;

    /// <summary>What the profiles are folded by.</summary>
    public FoldPlan Plan => plan;

    /// <summary>A subject's profile, which the caller may fold on; null where it is not here.</summary>
    public ValueTask<Profile?> Find(in SubjectKey subject, CancellationToken cancellation)
    {
        if (live.TryGetValue(subject, out var place))
        {
            place.IsTouched = true;
            return new(place.Profile);
        }

        if (packed.Remove(subject, out var bytes))
        {
            packedBytes -= bytes.Length;
            return Unpack(subject, bytes, cancellation);
        }

        return disk is null ? default : Load(subject, cancellation);
    }

    /// <summary>Keeps a profile that is not here yet.</summary>
    public async ValueTask Add(SubjectKey subject, Profile profile, CancellationToken cancellation)
    {
        var place = new LivePlace(subject, profile);
        live.Add(subject, place);
        if (ring.Count < limits.LiveMax)
        {
            ring.Add(place);
            return;
        }

        while (ring[hand].IsTouched)
        {
            ring[hand].IsTouched = false;
            hand = (hand + 1) % ring.Count;
        }

        Pack(ring[hand]);
        ring[hand] = place;
        hand = (hand + 1) % ring.Count;
        if (packedBytes > limits.PackedBytesMax)
        {
            await Spill(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps another profile in place of one that is in use: that of the subject that was found or added last.</summary>
    public void Replace(in SubjectKey subject, Profile profile) => live[subject].Profile = profile;

    /// <summary>Forgets everything; the folder may be deleted.</summary>
    public void Dispose()
    {
        disk?.Dispose();
        writer.Dispose();
    }

    private void Pack(LivePlace place)
    {
        live.Remove(place.Subject);
        writer.Clear();
        ProfileCodec.Write(writer, place.Profile);
        packed.Add(place.Subject, writer.Written.ToArray());
        packedBytes += writer.Length;
    }

    private async ValueTask<Profile?> Unpack(SubjectKey subject, byte[] bytes, CancellationToken cancellation)
    {
        var profile = ProfileCodec.Read(plan, bytes);
        await Add(subject, profile, cancellation).ConfigureAwait(false);
        return profile;
    }

    private async ValueTask<Profile?> Load(SubjectKey subject, CancellationToken cancellation) =>
        await disk!.Load(subject, cancellation).ConfigureAwait(false) is { } stored
            ? await Unpack(subject, stored.Payload.ToArray(), cancellation).ConfigureAwait(false)
            : null;

    /// <summary>Everything that is packed goes to disk. What is there of before is older, and replaced.</summary>
    private async ValueTask Spill(CancellationToken cancellation)
    {
        disk ??= SqliteSnapshots.Open(folder);
        foreach (var some in packed.Chunk(Limits.SpilledPerWrite))
        {
            await disk.Save(Array.ConvertAll(some, one => KeyValuePair.Create(one.Key, Stored(one.Value))), [], cancellation).ConfigureAwait(false);
        }

        packed.Clear();
        packedBytes = 0;
    }

    /// <summary>The version is in the bytes; nobody else reads this file.</summary>
    private StoredSnapshot Stored(byte[] bytes) => new(0, 0, plan.Hash, Evolve.FoldCodeVersion, ReceivedOrder.Empty, bytes);
}
