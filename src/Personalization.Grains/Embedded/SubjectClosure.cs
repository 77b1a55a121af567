using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>Closes subjects of the embedded host: what is in memory of one goes, unsaved, and nobody folds it again until the closure ends.</summary>
/// <remarks>Here nobody else appends, and a commit that the journal fences fails the host: so they are kept away while the journal destroys.</remarks>
internal sealed class SubjectClosure(EmbeddedContext context, ClosedSubjects closed, Evictor evictor)
{
    /// <summary>Closes a subject. When this returns all that was appended to it is durable, no snapshot of it is on its way any more, and every turn that needs it ends with <see cref="SubjectClosedException"/>.</summary>
    /// <returns>Opens the subject again when it is disposed of.</returns>
    /// <exception cref="InvalidOperationException">It is closed already.</exception>
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
