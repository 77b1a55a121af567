using Personalization.Grains.Nodes;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>A node that can be killed.</summary>
internal sealed class StormyNode(NodeProfiles profiles, IJournal journal)
{
    private readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
    public async Task<T> Answered<T>(Task<T> running) =>
        await Task.WhenAny(running, Killed) == running ? await running : throw new ReplyLostException("The node is gone.");
}
