using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>A journal in memory whose commits a test can hold back, let go and fail. What is held back is not durable and cannot be read.</summary>
internal sealed class MemoryJournal : IJournal
{
    private readonly Lock gate = new();
    private readonly List<StoredEvent> durable = [];
    private readonly List<(TaskCompletionSource<CommitResult> Done, StoredEvent[] Events)> held = [];
    private readonly HashSet<(SubjectKey, ulong)> ids = [];
    private readonly Dictionary<SubjectKey, long> heads = [];
    private readonly HashSet<ulong> suspects = [];
    private Task lookUps = Task.CompletedTask;
    private bool isHolding;

    /// <summary>Makes <see cref="MayContain"/> say yes to an id in every stream, as a filter sometimes does.</summary>
    public void Suspect(string eventId) => suspects.Add(StableHash.Of(eventId));

    /// <summary>Lets <see cref="Contains"/> look at once and answer only when the given task completes.</summary>
    public void HoldLookUps(Task until) => lookUps = until;

    /// <summary>What every append fails with at once, as those of a journal do that has failed before; null for nothing.</summary>
    public Exception? Refusal { get; set; }

    public void Hold() => isHolding = true;

    /// <summary>Commits what is held back. Whoever waits for it has gone on as far as they could when this completes.</summary>
    public Task LetGo() => Settle(done => done.SetResult(CommitResult.Committed), isDurable: true);

    /// <summary>Fails what is held back.</summary>
    public Task Fail(Exception cause) => Settle(done => done.SetException(cause), isDurable: false);

    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts)
    {
        if (Refusal is { } refusal)
        {
            return ValueTask.FromException<CommitResult>(refusal);
        }

        lock (gate)
        {
            var events = new List<StoredEvent>();
            foreach (var part in parts)
            {
                Assert.Equal(heads.GetValueOrDefault(part.Subject) + 1, part.FirstVersion);
                foreach (var one in part.Events)
                {
                    events.Add(new StoredEvent(0, part.Subject, ++CollectionsMarshal.GetValueRefOrAddDefault(heads, part.Subject, out _), one));
                    ids.Add((part.Subject, StableHash.Of(one.Id)));
                }
            }

            if (!isHolding)
            {
                durable.AddRange(events);
                return new(CommitResult.Committed);
            }

            var done = new TaskCompletionSource<CommitResult>();
            held.Add((done, [.. events]));
            return new(done.Task);
        }
    }

    public ValueTask WaitForRoom(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation)
    {
        lock (gate)
        {
            return new(heads.GetValueOrDefault(subject));
        }
    }

    public async IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var stored in Durable().Where(one => one.Subject == subject && one.Version > afterVersion))
        {
            yield return stored;
        }

        await ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => throw new NotSupportedException();

    public bool MayContain(SubjectKey subject, ulong eventIdHash)
    {
        lock (gate)
        {
            return suspects.Contains(eventIdHash) || ids.Contains((subject, eventIdHash));
        }
    }

    public async ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation)
    {
        var isThere = Durable().Any(one => one.Subject == subject && one.Event.Id == eventId);
        await lookUps;
        return isThere;
    }

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation)
    {
        lock (gate)
        {
            return new([.. heads.Keys.Where(key => key.StableHash() == subjectHash)]);
        }
    }

    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation)
    {
        lock (gate)
        {
            heads.Remove(subject);
            ids.RemoveWhere(id => id.Item1 == subject);
            return new(durable.RemoveAll(one => one.Subject == subject));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StoredEvent[] Durable()
    {
        lock (gate)
        {
            return [.. durable];
        }
    }

    /// <summary>On a thread without a context and outside of the gate, so that continuations run at once and may come back here.</summary>
    private Task Settle(Action<TaskCompletionSource<CommitResult>> settle, bool isDurable) => Task.Run(() =>
    {
        List<TaskCompletionSource<CommitResult>> waiting;
        lock (gate)
        {
            isHolding = false;
            waiting = [.. held.Select(one => one.Done)];
            if (isDurable)
            {
                durable.AddRange(held.SelectMany(one => one.Events));
            }

            held.Clear();
        }

        waiting.ForEach(settle);
    });
}
