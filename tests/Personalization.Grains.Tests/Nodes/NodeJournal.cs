using System.Runtime.CompilerServices;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>One node's journal over shared streams: commits in the order of its calls, one after the other, and refuses what was folded on a lost call until the head was read again.</summary>
internal sealed class NodeJournal(SharedStreams streams) : IJournal
{
    private readonly Lock gate = new();
    private readonly List<Call> underWay = [];
    private readonly HashSet<SubjectKey> lost = [];
    private Task last = Task.CompletedTask;
    private readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isDead;

    /// <summary>Whether nobody is told how the next commit went, which then is durable, or is not; null for an ordinary one.</summary>
    public bool? NextDoubt { get; set; }

    /// <summary>What heads throw instead of being read; null for nothing.</summary>
    public Exception? Broken { get; set; }

    /// <summary>Completes when it is killed.</summary>
    public Task Killed => killed.Task;

    /// <summary>As if the process had been killed: what is under way ends never, and nothing is appended any more.</summary>
    public void Kill()
    {
        lock (gate)
        {
            isDead = true;
        }

        killed.TrySetResult();
    }

    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts)
    {
        lock (gate)
        {
            var call = new Call([.. parts]);
            if (isDead)
            {
                return new(call.Done.Task);
            }

            if (call.Parts.Any(part => lost.Contains(part.Subject) || (HeadUnderWay(part.Subject) ?? part.FirstVersion - 1) != part.FirstVersion - 1))
            {
                return new(CommitResult.Fenced);
            }

            underWay.Add(call);
            last = Commit(last, call);
            return new(call.Done.Task);
        }
    }

    public ValueTask WaitForRoom(CancellationToken cancellation) => ValueTask.CompletedTask;

    public async ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation)
    {
        if (Broken is { } cause)
        {
            throw cause;
        }

        await Settled(subject);
        lock (gate)
        {
            if (HeadUnderWay(subject) is { } head)
            {
                return head;
            }

            lost.Remove(subject);
            return streams.ReadHead(subject);
        }
    }

    public async IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var stored in streams.Read(subject).Where(stored => stored.Version > afterVersion))
        {
            yield return stored;
        }
    }

    public async IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var stored in streams.Feed().Where(stored => stored.Position > afterPosition))
        {
            yield return stored;
        }
    }

    public bool MayContain(SubjectKey subject, ulong eventIdHash)
    {
        lock (gate)
        {
            return streams.MayContain(subject, eventIdHash)
                || underWay.Exists(call => call.Parts.Any(part => part.Subject == subject && part.Events.Any(one => Core.StableHash.Of(one.Id) == eventIdHash)));
        }
    }

    public async ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation)
    {
        await Settled(subject);
        return streams.Read(subject).Any(stored => stored.Event.Id == eventId);
    }

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) =>
        new([.. streams.Subjects().Where(subject => subject.StableHash() == subjectHash)]);

    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => new(streams.Erase(subject));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task Commit(Task before, Call call)
    {
        await before.ConfigureAwait(false);
        await Task.Yield();
        CommitResult result;
        lock (gate)
        {
            if (isDead)
            {
                return;
            }

            underWay.Remove(call);
            (var doubt, NextDoubt) = (NextDoubt, null);
            result = !call.Parts.Any(part => lost.Contains(part.Subject)) && (doubt == false || streams.TryAppend(call.Parts)) ? CommitResult.Committed : CommitResult.Fenced;
            if (result == CommitResult.Committed && doubt is not null)
            {
                result = CommitResult.InDoubt;
            }

            if (result != CommitResult.Committed)
            {
                lost.UnionWith(call.Parts.Select(part => part.Subject));
            }
        }

        call.Done.SetResult(result);
    }

    private async Task Settled(SubjectKey subject)
    {
        Task[] waits;
        lock (gate)
        {
            waits = [.. underWay.Where(call => call.Parts.Any(part => part.Subject == subject)).Select(call => (Task)call.Done.Task)];
        }

        await Task.WhenAll(waits);
        await Task.Yield();
    }

    private long? HeadUnderWay(SubjectKey subject)
    {
        foreach (var call in Enumerable.Reverse(underWay))
        {
            foreach (var part in call.Parts.Where(part => part.Subject == subject))
            {
                return part.FirstVersion + part.Events.Count - 1;
            }
        }

        return null;
    }

    private sealed record Call(IReadOnlyList<StreamAppend> Parts)
    {
        public TaskCompletionSource<CommitResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
