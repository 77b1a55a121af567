using Personalization.Grains.Embedded;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>Sees to it that no profile keeps what another owner was faster with: its grain forgets it before anybody hears of the loss.</summary>
internal sealed class LostCommits(IJournal journal, GrainMarks marks)
{
    /// <summary>The commit of some grains, as they are to see it: once it is lost they have forgotten their profiles. Call it inside of their gates.</summary>
    public Task<CommitResult> Watch(Task<CommitResult> commit, ReadOnlySpan<GrainAppend> appends)
    {
        var grains = new Grain[appends.Length];
        for (var at = 0; at < grains.Length; at++)
        {
            grains[at] = appends[at].Grain;
        }

        return Watch(commit, grains);
    }

    private async Task<CommitResult> Watch(Task<CommitResult> commit, Grain[] grains)
    {
        var result = await commit.ConfigureAwait(false);
        if (result == CommitResult.Committed)
        {
            return result;
        }

        foreach (var grain in grains)
        {
            lock (grain.Gate)
            {
                grain.Forget(marks);
            }
        }

        // The journal takes no call that continues a lost one until the head has been read; guests are not loaded here again. Where it cannot be read
        // now, the next call is lost as well, and it is read then.
        await Task.WhenAll(grains.Select(grain => (Task)journal.ReadHead(grain.Key, CancellationToken.None).AsTask())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return result;
    }
}
