using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Erasures;

/// <summary>Writes commits again without one subject's events and id.</summary>
/// <param name="subject">The subject.</param>
internal sealed class CommitEraser(SubjectKey subject) : CommitRewriter
{
    private int erased;

    /// <inheritdoc/>
    protected override bool IsConcerned(ReadOnlySpan<byte> payload) => (erased = Contents.Find(subject, payload)) >= 0;

    /// <inheritdoc/>
    protected override bool IsErased(int subject) => subject == erased;

    /// <inheritdoc/>
    protected override int Write(ReadOnlySpan<byte> payload, in StoredPart part, ByteWriter to, out StoredPart written)
    {
        if (part.Subject != erased)
        {
            written = Copy(payload, part, to);
            return 0;
        }

        written = part with { FirstVersion = 0, Types = EventTypeSet.None, Bytes = 0 };
        return part.Events;
    }
}
