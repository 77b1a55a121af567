using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>Closes subjects of the embedded host.</summary>
internal sealed class SubjectClosure(EmbeddedContext context, ClosedSubjects closed, Evictor evictor)
{
    /// <summary>See <see cref="ISubjectClosure.Close"/>.</summary>
    public async ValueTask<IDisposable> Close(SubjectKey subject, CancellationToken cancellation)
    {
        var opening = closed.Add(subject);
        try
        {
            if (context.Grains.TryPeek(subject, out var grain))
            {
                var (commit, loading) = Forget(grain);
                await context.Commits.WaitForEnd(commit).AsTask().WaitAsync(cancellation).ConfigureAwait(false);
                await loading.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
            }

            // One that has taken the profile already is about to write it.
            await evictor.Settle(cancellation).ConfigureAwait(false);
            return opening;
        }
        catch
        {
            opening.Dispose();
            throw;
        }
    }

    /// <summary>From here on turns find no profile, and nobody makes them one.</summary>
    private (Task<CommitResult> Commit, Task Loading) Forget(Grain grain)
    {
        lock (grain.Gate)
        {
            grain.Forget(context.Marks);
            return (grain.LastCommit, grain.Loading ?? Task.CompletedTask);
        }
    }
}
