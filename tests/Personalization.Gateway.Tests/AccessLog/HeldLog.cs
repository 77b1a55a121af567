using System.Collections.Concurrent;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.AccessLog;

/// <summary>A log that writes nothing until it is let, or fails until it is mended.</summary>
internal sealed class HeldLog : IAccessLog
{
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<AccessEntry> Entries { get; } = [];

    /// <summary>Completes once somebody wants to write.</summary>
    public Task Asked => asked.Task;

    public int Failures { get; set; }

    public void Open() => open.TrySetResult();

    public async ValueTask Append(IReadOnlyList<AccessEntry> entries)
    {
        asked.TrySetResult();
        await open.Task;
        if (Failures-- > 0)
        {
            throw new IOException("The log is away.");
        }

        foreach (var one in entries)
        {
            Entries.Enqueue(one);
        }
    }

    public ValueTask<IReadOnlyList<StoredAccess>> List(TenantId tenant, long afterId, int limit, SubjectKey? subject = null) => throw new NotSupportedException();

    public ValueTask<int> Erase(SubjectKey subject) => throw new NotSupportedException();

    public ValueTask<int> Drop(Instant before) => throw new NotSupportedException();
}
