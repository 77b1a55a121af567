using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Expiry;

/// <summary>Writes commits again without what a merge that was undone had left in one of its two streams.</summary>
/// <param name="subject">Whose stream.</param>
/// <param name="mergeId">The merge.</param>
internal sealed class MergeForgetter(SubjectKey subject, string mergeId) : CommitRewriter
{
    private int slot;

    /// <inheritdoc/>
    protected override bool IsConcerned(ReadOnlySpan<byte> payload) => (slot = Contents.Find(subject, payload)) >= 0;

    /// <inheritdoc/>
    protected override int Write(ReadOnlySpan<byte> payload, in StoredPart part, ByteWriter to, out StoredPart written)
    {
        if (part.Subject == slot && part.Types.Overlaps(UndoneCopies.Types))
        {
            return Thin(payload, part, to, one => UndoneCopies.LeftOf(one, mergeId), out written);
        }

        written = Copy(payload, part, to);
        return 0;
    }
}
