using Personalization.Core.Codecs;
using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Expiry;

/// <summary>Writes commits again with what is left of events that are due in their place.</summary>
/// <param name="due">Knows which are.</param>
internal sealed class CommitExpirer(DueEvents due) : CommitRewriter
{
    private readonly HashSet<SubjectKey> touched = [];

    /// <summary>The subjects some of whose events went since the last time this was asked.</summary>
    public IReadOnlyCollection<SubjectKey> TakeTouched()
    {
        SubjectKey[] taken = [.. touched];
        touched.Clear();
        return taken;
    }

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

        var tenant = Contents.TenantOf(part);
        var gone = Thin(payload, part, to, one => due.LeftOf(tenant, one), out written);
        if (gone > 0)
        {
            touched.Add(Contents.SubjectOf(part, payload));
        }

        return gone;
    }

    private bool MayHold(in StoredPart part) => part.Types.Overlaps(ExpiryRules.Types) && due.Concern(Contents.TenantOf(part));
}
