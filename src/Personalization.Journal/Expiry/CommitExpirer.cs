using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Expiry;

/// <summary>Writes commits again with what is left of events that are due in their place.</summary>
/// <param name="due">Knows which are.</param>
internal sealed class CommitExpirer(DueEvents due) : CommitRewriter
{
    /// <summary>The subjects some of whose events went.</summary>
    public HashSet<SubjectKey> Touched { get; } = [];

    /// <inheritdoc/>
    protected override bool IsConcerned(ReadOnlySpan<byte> payload)
    {
        foreach (var part in Contents.Parts)
        {
            if (MayHold(part))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override int Write(ReadOnlySpan<byte> payload, in StoredPart part, ByteWriter to, out StoredPart written)
    {
        if (!MayHold(part))
        {
            written = Copy(payload, part, to);
            return 0;
        }

        var (begin, gone, types, tenant) = (to.Length, 0, EventTypeSet.None, Contents.TenantOf(part));
        var bytes = payload.Slice(part.At, part.Bytes);
        var reader = new ByteReader(bytes);
        for (var at = 0; at < part.Events; at++)
        {
            var from = reader.Position;
            var one = EventCodec.Read(ref reader, Texts);
            if (due.LeftOf(tenant, one) is { } left)
            {
                // The kind of what is left is named also where it is inside of an adopted event: it says that the commit was written again.
                types = types.With(EventType.Expired).With(left.Type);
                EventCodec.Write(to, left);
                gone++;
            }
            else
            {
                types = types.With(one.Type);
                to.Raw(bytes[from..reader.Position]);
            }
        }

        if (gone > 0)
        {
            Touched.Add(Contents.SubjectOf(part, payload));
        }

        if (part.Types != EventTypeSet.All && part.Types.Contains(EventType.Expired))
        {
            types = types.With(EventType.Expired);
        }

        written = part with { Types = types, Bytes = to.Length - begin };
        return gone;
    }

    private bool MayHold(in StoredPart part) => part.Types.Overlaps(ExpiryRules.Types) && due.Concern(Contents.TenantOf(part));
}
