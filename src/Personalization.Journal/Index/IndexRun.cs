namespace Personalization.Journal.Index;

/// <summary>A sorted run of entries on disk: what memory knows of it.</summary>
/// <param name="Id">Its number; larger is newer.</param>
/// <param name="Level">How often its entries were merged.</param>
/// <param name="FirstCommit">The first commit that it covers.</param>
/// <param name="LastCommit">The last commit that it covers; the next run begins with the one after it.</param>
/// <param name="LastChecksum">The checksum of that commit, by which the index is known to belong to the journal beside it.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Subjects">How many subjects it has, at most.</param>
/// <param name="Fences">The first entry of each block as (subject hash, version), in order.</param>
/// <param name="Filter">The filter over its entries and subjects.</param>
internal sealed record IndexRun(
    long Id, int Level, long FirstCommit, long LastCommit, ulong LastChecksum, long Entries, long Subjects, IndexFence[] Fences, SubjectFilter Filter)
{
    private const int OrdinalBits = 24;

    /// <summary>The row of one of its blocks.</summary>
    public long BlockId(int ordinal) => BlockId(Id, ordinal);

    /// <summary>The row of a run's block.</summary>
    public static long BlockId(long run, int ordinal) => (run << OrdinalBits) | (uint)ordinal;

    /// <summary>The first block that may hold the subject's entries from a version on.</summary>
    public int FirstBlock(ulong subjectHash, long version)
    {
        var found = Array.BinarySearch(Fences, new IndexFence(subjectHash, version));
        // The same fence may open two blocks only where subjects collide; step back to be sure to start before all of them.
        return Math.Max(0, (found >= 0 ? found : ~found) - 1);
    }
}
