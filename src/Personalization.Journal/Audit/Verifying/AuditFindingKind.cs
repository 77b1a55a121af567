namespace Personalization.Journal.Audit.Verifying;

/// <summary>What an audit can find. Each has a stable code: its name in small letters with underscores.</summary>
public enum AuditFindingKind
{
    /// <summary>A decision is not the one that was sealed at its place.</summary>
    DecisionEdited,

    /// <summary>A sealed decision is not in the journal any more, and was not erased.</summary>
    DecisionMissing,

    /// <summary>A sealed decision stands at another place of the journal.</summary>
    DecisionMoved,

    /// <summary>A decision stands in the sealed part of the journal, but not in the chain.</summary>
    DecisionAdded,

    /// <summary>A decision was erased from the journal, but its salt was not destroyed.</summary>
    SaltKept,

    /// <summary>The chain says that a decision was erased, but the journal still has it.</summary>
    ErasedButPresent,

    /// <summary>The chain says that a decision was erased, but the journal, which marks what it erases, does not.</summary>
    ErasedWithoutMark,

    /// <summary>The journal ends before decisions that were sealed.</summary>
    JournalCut,

    /// <summary>A commit of the journal cannot be read.</summary>
    CommitDamaged,

    /// <summary>The links of a block do not follow from what came before and what it holds.</summary>
    LinkBroken,

    /// <summary>A block of the chain cannot be read.</summary>
    BlockDamaged,

    /// <summary>A block is missing between others.</summary>
    BlockMissing,

    /// <summary>The chain cannot be read at all.</summary>
    ChainDamaged,

    /// <summary>The chain holds fewer decisions than an anchor says it did.</summary>
    AnchorChainCut,

    /// <summary>The chain is another one than an anchor says.</summary>
    AnchorChainDiffers,

    /// <summary>The journal ends before the commit that an anchor names.</summary>
    AnchorJournalCut,

    /// <summary>The commit that an anchor names has another content, and not because somebody was erased.</summary>
    AnchorJournalDiffers,
}
