namespace Personalization.Journal.Audit.Anchors;

/// <summary>A commit of the embedded journal, as an anchor names it.</summary>
/// <param name="Commit">Its id.</param>
/// <param name="Checksum">The checksum of its content.</param>
public sealed record AnchoredCommit(long Commit, ulong Checksum);
