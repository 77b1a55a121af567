using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>Waits for commits. The first that fails fails the host for good: its profiles hold what the journal does not.</summary>
/// <param name="stepping">How a simulation waits.</param>
/// <param name="isOnlyOwner">Whether no other node appends to the journal. Where others do, they may be faster: a commit that is lost loses its turns only.</param>
internal sealed class CommitWatch(IStepping? stepping, bool isOnlyOwner = true)
{
    private readonly TaskCompletionSource<Exception> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private volatile Exception? failure;
    private HeldLeases? held;

    /// <summary>Whether no other node appends to the journal.</summary>
    public bool IsOnlyOwner { get; } = isOnlyOwner;

    /// <summary>Completes with the reason when the host has failed; the process should stop then.</summary>
    public Task<Exception> Failed => failed.Task;

    /// <summary>Throws where the host has failed.</summary>
    /// <exception cref="ProfilesFailedException">A commit failed before.</exception>
    public void ThrowIfFailed()
    {
        if (failure is { } cause)
        {
            throw new ProfilesFailedException(cause);
        }
    }

    /// <summary>Fails the host where the journal has refused a commit at once.</summary>
    /// <exception cref="ProfilesFailedException">It has.</exception>
    public void ThrowIfRefused(Task<CommitResult> commit)
    {
        if (commit.IsFaulted)
        {
            Fail(commit.Exception.InnerException!);
            ThrowIfFailed();
        }
        else if (commit is { IsCompletedSuccessfully: true, Result: not CommitResult.Committed })
        {
            Fail(Refused(commit.Result));
            ThrowIfFailed();
        }
    }

    /// <summary>Waits until a commit is durable.</summary>
    /// <exception cref="ProfilesFailedException">It failed.</exception>
    /// <exception cref="TurnLostException">Another node was faster.</exception>
    public async ValueTask Wait(Task<CommitResult> commit)
    {
        if (!await IsDurable(commit).ConfigureAwait(false))
        {
            ThrowIfFailed();
            throw new TurnLostException("Another node has appended to the stream first, or nobody knows.") { HasNotRun = await commit.ConfigureAwait(false) == CommitResult.Fenced };
        }
    }

    /// <summary>Waits until a commit is durable or lost: what the journal shows then is all there is of it.</summary>
    /// <exception cref="ProfilesFailedException">It failed.</exception>
    public async ValueTask WaitForEnd(Task<CommitResult> commit)
    {
        if (!await IsDurable(commit).ConfigureAwait(false))
        {
            ThrowIfFailed();
        }
    }

    /// <summary>Keeps grains in memory until a commit is durable, when nobody waits for it.</summary>
    public void ReleaseAfter(Task<CommitResult> commit, GrainLease lease)
    {
        if (commit.IsCompletedSuccessfully && commit.Result == CommitResult.Committed)
        {
            lease.Dispose();
            return;
        }

        lock (gate)
        {
            if (held is not null && ReferenceEquals(held.Commit, commit))
            {
                held.Leases.Add(lease);
                return;
            }

            held = new HeldLeases(commit, [lease]);
            _ = Release(held);
        }
    }

    private async Task Release(HeldLeases leases)
    {
        // A failure is not lost: it fails the host. The grains stay pinned then, since what they hold is in no journal and
        // no snapshot may say otherwise.
        if (!await IsDurable(leases.Commit).ConfigureAwait(false) && failure is not null)
        {
            return;
        }

        lock (gate)
        {
            held = ReferenceEquals(held, leases) ? null : held;
        }

        // Nobody adds any more.
        foreach (var lease in leases.Leases)
        {
            lease.Dispose();
        }
    }

    private async ValueTask<bool> IsDurable(Task<CommitResult> commit)
    {
        try
        {
            if (stepping is not null)
            {
                await stepping.Until(commit).ConfigureAwait(false);
            }

            var result = await commit.ConfigureAwait(false);
            if (result == CommitResult.Committed)
            {
                return true;
            }

            if (IsOnlyOwner)
            {
                Fail(Refused(result));
            }
        }
        catch (Exception cause)
        {
            Fail(cause);
        }

        return false;
    }

    private static InvalidOperationException Refused(CommitResult result) => new($"A commit of the only owner of the journal ended as {result}.");

    /// <summary>Fails the host.</summary>
    public void Fail(Exception cause)
    {
        if (Interlocked.CompareExchange(ref failure, cause, null) is null)
        {
            failed.SetResult(cause);
        }
    }

    /// <summary>What one commit keeps in memory: one wait for all of it, however many calls share the commit.</summary>
    private sealed record HeldLeases(Task<CommitResult> Commit, List<GrainLease> Leases);
}
