using Personalization.Core;

namespace Personalization.Journal.Archives;

/// <summary>A file of commits that were moved out of <c>journal.db</c>: what memory knows of it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Blocks">Its blocks, in the order of their commits.</param>
/// <param name="Events">How many events it has, erased ones too.</param>
/// <param name="NewestReceived">When the newest of its events was received; the beginning of time where all were erased.</param>
/// <param name="Bytes">How long the file is.</param>
internal sealed record ArchiveFile(string Path, ArchiveBlock[] Blocks, long Events, Instant NewestReceived, long Bytes)
{
    /// <summary>The first commit.</summary>
    public long FirstCommit => Blocks[0].FirstCommit;

    /// <summary>The last commit.</summary>
    public long LastCommit => Blocks[^1].FirstCommit + Blocks[^1].Commits - 1;

    /// <summary>The name without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The place of the block that holds a commit of the file.</summary>
    public int BlockOf(long commit)
    {
        int low = 0, high = Blocks.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Blocks[middle].FirstCommit <= commit ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
