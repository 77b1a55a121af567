using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Codecs;

/// <summary>Events that say who somebody is, as they are stored.</summary>
internal static class IdentityCodec
{
    public static void Write(ByteWriter writer, Merged merged)
    {
        writer.Byte((byte)merged.SourceKind);
        writer.Text(merged.SourceId);
        writer.Unsigned((ulong)merged.ThroughVersion);
    }

    public static void Write(ByteWriter writer, Adopted adopted)
    {
        if (adopted.Original is Adopted || adopted.Time != adopted.Original.Time)
        {
            throw new ArgumentException("An adopted event has the time of the event in it, which is none itself.", nameof(adopted));
        }

        writer.Text(adopted.MergeId);
        writer.Unsigned((ulong)adopted.SourceVersion);
        EventCodec.Write(writer, adopted.Original);
    }

    public static MergedInto ReadMergedInto(in EventHead head, ref ByteReader reader) => new()
    {
        Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
        UserId = TextCache.Decode(reader.Bytes()),
    };

    public static Merged ReadMerged(in EventHead head, ref ByteReader reader) => new()
    {
        Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
        SourceKind = (SubjectKind)reader.Byte() is var kind && kind is SubjectKind.User or SubjectKind.Anonymous ? kind : throw new InvalidDataException($"Nobody of kind {(byte)kind} is merged."),
        SourceId = TextCache.Decode(reader.Bytes()),
        ThroughVersion = Version(ref reader),
    };

    public static Adopted ReadAdopted(in EventHead head, ref ByteReader reader, TextCache texts)
    {
        var mergeId = texts.Get(reader.Bytes());
        var version = Version(ref reader);
        var original = EventCodec.ReadOriginal(ref reader, texts);
        return original.Time == head.Time
            ? new Adopted
            {
                Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
                MergeId = mergeId, SourceVersion = version, Original = original,
            }
            : throw new InvalidDataException("An adopted event is not the event in it.");
    }

    public static Unmerged ReadUnmerged(in EventHead head, ref ByteReader reader) => new()
    {
        Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
        MergeId = TextCache.Decode(reader.Bytes()),
    };

    public static Reopened ReadReopened(in EventHead head, ref ByteReader reader) => new()
    {
        Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
        MergeId = TextCache.Decode(reader.Bytes()),
    };

    private static long Version(ref ByteReader reader) =>
        reader.Unsigned() is var version && version <= long.MaxValue ? (long)version : throw new InvalidDataException("A version is too large.");
}
