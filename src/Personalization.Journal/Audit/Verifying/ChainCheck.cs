using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>Holds one tenant's chain against the journal: both are walked over once, in the order of positions.</summary>
/// <param name="head">How far the chain went when the audit began.</param>
/// <param name="cursor">Walks over the chain.</param>
/// <param name="anchors">The anchors of this chain.</param>
/// <param name="digests">Makes digests.</param>
/// <param name="damage">The commits that could not be read so far.</param>
/// <param name="sealedPosition">How far the journal was sealed when the audit began.</param>
/// <param name="journal">The journal.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class ChainCheck(
    ChainHead head, ChainCursor cursor, AnchorCheck anchors, LeafDigest digests, DamagedCommits damage, long sealedPosition, IAuditedJournal journal, FindingList findings)
{
    private readonly Mismatches mismatches = new(head.Tenant, digests, findings);
    private long verified, erased, unreadable, unsealed;
    private long cut, firstCut;
    private long unchained;

    /// <summary>Takes what the journal has next of this tenant.</summary>
    public async ValueTask Take(AuditedSlot slot, CancellationToken cancellation)
    {
        await LoseUntil(slot.First, cancellation);
        if (slot.Decision is { } decision)
        {
            await Take(decision, cancellation);
            return;
        }

        while (await cursor.Peek(cancellation) && cursor.Leaf.Position <= slot.Last)
        {
            if (cursor.Leaf.IsErased)
            {
                erased++;
            }
            else
            {
                findings.Add(Of(AuditFindingKind.SaltKept, $"Decision {cursor.Leaf.Decision} was erased from the journal, but its salt is still there: the erasure went past the chain. `personalize audit mend` destroys it."));
            }

            cursor.Pass();
        }
    }

    /// <summary>Tells that the journal has no more, and counts.</summary>
    public async ValueTask<TenantAudit> End(CancellationToken cancellation)
    {
        await LoseUntil(long.MaxValue, cancellation);
        cursor.End();
        anchors.End(cursor.Decisions);
        anchors.Compare(journal);
        mismatches.Settle();
        if (cut > 0)
        {
            findings.Add(new AuditFinding(AuditFindingKind.JournalCut, $"The journal ends at position {journal.EndPosition}; {cut} sealed decisions from number {firstCut} on were behind it.")
            {
                Tenant = head.Tenant, Decision = firstCut, Position = journal.EndPosition,
            });
        }

        if (unchained > 0)
        {
            findings.Add(new AuditFinding(AuditFindingKind.BlockMissing, $"There is no block of this chain, but {unchained} decisions in the sealed part of the journal: its blocks were deleted, or the decisions were put in.")
            {
                Tenant = head.Tenant,
            });
        }

        return new TenantAudit(head.Tenant, cursor.Decisions, verified, erased, unreadable + unchained + cursor.Unreadable, unsealed, cursor.Link.ToString());
    }

    private async ValueTask Take(StoredEvent decision, CancellationToken cancellation)
    {
        if (await cursor.Peek(cancellation) && cursor.Leaf.Position == decision.Position)
        {
            Compare(cursor.Leaf, decision);
            cursor.Pass();
        }
        else if (decision.Position > sealedPosition)
        {
            unsealed++;
        }
        else if (head.Block == 0)
        {
            // Decision by decision nobody would see that it is the whole chain.
            unchained++;
        }
        else if (!cursor.IsUnknown(decision.Position))
        {
            mismatches.Add(decision);
        }
    }

    private void Compare(in AuditLeaf leaf, in StoredEvent decision)
    {
        if (leaf.IsErased)
        {
            findings.Add(Of(AuditFindingKind.ErasedButPresent, $"The chain has decision {leaf.Decision} as erased, but it is in the journal.") with { Subject = decision.Subject });
        }
        else if (digests.Of(leaf.Salt, decision) == leaf.Digest)
        {
            verified++;
        }
        else
        {
            mismatches.Add(leaf, cursor.Block, decision);
        }
    }

    private async ValueTask LoseUntil(long position, CancellationToken cancellation)
    {
        while (await cursor.Peek(cancellation) && cursor.Leaf.Position < position)
        {
            Lose(cursor.Leaf);
            cursor.Pass();
        }
    }

    private void Lose(in AuditLeaf leaf)
    {
        if (damage.Contains(FeedPosition.CommitOf(leaf.Position)))
        {
            unreadable++;
        }
        else if (leaf.Position > journal.EndPosition)
        {
            firstCut = cut++ == 0 ? leaf.Decision : firstCut;
        }
        else if (leaf.IsErased && !journal.MarksErasures)
        {
            erased++;
        }
        else if (leaf.IsErased)
        {
            findings.Add(Of(AuditFindingKind.ErasedWithoutMark, $"The chain has decision {leaf.Decision} as erased, but the journal does not say so: it may have been cut out."));
        }
        else
        {
            mismatches.Add(leaf, cursor.Block);
        }
    }

    private AuditFinding Of(AuditFindingKind kind, string message) => new(kind, message)
    {
        Tenant = head.Tenant, Decision = cursor.Leaf.Decision, Position = cursor.Leaf.Position, Block = cursor.Block,
    };
}
