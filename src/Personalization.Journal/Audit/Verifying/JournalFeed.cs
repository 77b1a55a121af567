using System.Runtime.CompilerServices;
using Personalization.Journal.Audit.Sealing;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>Any open journal as an audit reads it: through its feed, which has no checksums to compare and does not say what was erased.</summary>
public sealed class JournalFeed : IAuditedJournal
{
    private readonly IJournal journal;

    private JournalFeed(IJournal journal, long endPosition)
    {
        this.journal = journal;
        EndPosition = endPosition;
    }

    /// <inheritdoc/>
    public long? LastCommit => null;

    /// <inheritdoc/>
    public long EndPosition { get; }

    /// <inheritdoc/>
    public bool MarksErasures => false;

    /// <summary>Looks at a journal as it is now.</summary>
    public static async ValueTask<JournalFeed> Of(IJournal journal, CancellationToken cancellation) => new(journal, await journal.ReadEnd(cancellation));

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditedCommit> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var stored in journal.ReadFrom(0, AuditSealer.Types, cancellation))
        {
            if (stored.Position > EndPosition)
            {
                yield break;
            }

            yield return new AuditedCommit(0, [new AuditedSlot(stored.Subject.Tenant, stored.Position, stored.Position, stored)], null);
        }
    }

    /// <inheritdoc/>
    public JournalMark? MarkOf(long commit) => null;

    /// <summary>Does nothing: the journal is its owner's.</summary>
    public void Dispose()
    {
    }
}
