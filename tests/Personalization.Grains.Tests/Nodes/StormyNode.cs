using System.Collections.Concurrent;
using Personalization.Grains.Nodes;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>A node that can be killed.</summary>
internal sealed class StormyNode(NodeProfiles profiles, IJournal journal)
{
    private readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ConcurrentBag<Task> abandoned = [];

    public NodeProfiles Profiles { get; } = profiles;

    public IJournal Journal { get; } = journal;

    /// <summary>Completes when it is killed.</summary>
    public Task Killed => killed.Task;

    /// <summary>For the others it is gone. Where its journal cannot be killed with it, it goes on by itself, as a node that is cut off.</summary>
    public void Kill()
    {
        (Journal as NodeJournal)?.Kill();
        killed.TrySetResult();
    }

    /// <summary>What it answers while it lives.</summary>
    public async Task<T> Answered<T>(Task<T> running)
    {
        if (await Task.WhenAny(running, Killed) == running)
        {
            return await running;
        }

        abandoned.Add(running);
        throw new ReplyLostException("The node is gone.");
    }

    /// <summary>Waits for what it goes on with although it was killed: it may change streams until then.</summary>
    public async Task Perish()
    {
        while (Journal is not NodeJournal && abandoned.TryTake(out var running))
        {
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
