using Personalization.Core.Codecs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>Makes marks of profiles as events take them past certain versions, so that looks at the past have where to begin. They wait in their grains for a sweep.</summary>
/// <param name="apart">Events between two marks.</param>
internal sealed class GrainMarks(int apart)
{
    private long bytesWaiting;

    private bool HasRoom => Volatile.Read(ref bytesWaiting) < Limits.MarkBytesWaitingMax;

    /// <summary>Whether a profile of this version may become a mark.</summary>
    public bool IsDue(long version) => version % apart == 0;

    /// <summary>A grain's profile as it is now, for the cache. The gate is held, or nobody else can reach the grain.</summary>
    public static StoredSnapshot Of(Grain grain) => Of(grain.Profile!, grain.LastEventIdHash, grain.Received);

    /// <summary>A profile as it is now, for the cache.</summary>
    public static StoredSnapshot Of(Profile profile, ulong lastEventIdHash, ReceivedOrder received)
    {
        using var bytes = new ByteWriter();
        ProfileCodec.Write(bytes, profile);
        return new StoredSnapshot(profile.Version, lastEventIdHash, profile.Plan.Hash, Evolve.FoldCodeVersion, received, bytes.Written.ToArray());
    }

    /// <summary>Makes a mark of a grain as it is now, where there is room. The gate is held.</summary>
    public void Keep(Grain grain)
    {
        if (HasRoom && (grain.Marks is null || grain.Marks.Takes(grain.Profile!.Version)))
        {
            Keep(grain, Of(grain));
        }
    }

    /// <summary>Marks that a profile leaves on its way into memory.</summary>
    public WaitingMarks New() => new(apart);

    /// <summary>Lets a mark wait in its grain, where there is room. The gate is held.</summary>
    public void Keep(Grain grain, StoredSnapshot mark)
    {
        if (!HasRoom)
        {
            return;
        }

        var waiting = grain.Marks ??= New();
        var before = waiting.Bytes;
        waiting.Add(mark);
        Interlocked.Add(ref bytesWaiting, waiting.Bytes - before);
    }

    /// <summary>Drops what waits in a grain: it is of events that another node was faster with, or of a guest. The gate is held, or nobody else can reach the grain.</summary>
    public void Drop(Grain grain)
    {
        if (grain.Marks is { } waiting)
        {
            grain.Marks = null;
            Interlocked.Add(ref bytesWaiting, -waiting.Bytes);
        }
    }

    /// <summary>Takes what waits in a grain; all of its events are durable. The gate is held, or nobody else can reach the grain.</summary>
    public void Take(Grain grain, List<KeyValuePair<SubjectKey, StoredSnapshot>> into)
    {
        if (grain.Marks is not { } waiting)
        {
            return;
        }

        grain.Marks = null;
        Interlocked.Add(ref bytesWaiting, -waiting.Bytes);
        into.AddRange(waiting.All.Select(mark => KeyValuePair.Create(grain.Key, mark)));
    }
}
