using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.HostContract;

/// <summary>A journal as simple as can be, beside the real one: does each step on both and compares what they say.</summary>
internal sealed class JournalModel(Func<ValueTask<IJournal>> open) : IAsyncDisposable
{
    private static readonly SubjectKey[] Subjects = [Sample.User("u1"), Sample.User("u2"), Sample.Account("u1"), Sample.User("u3")];
    private readonly Dictionary<SubjectKey, List<string>> streams = Subjects.ToDictionary(subject => subject, _ => new List<string>());
    private readonly List<Task<CommitResult>> calls = [];
    private IJournal? journal;

    public async ValueTask DisposeAsync()
    {
        if (journal is not null)
        {
            await journal.DisposeAsync();
        }
    }

    public async Task Do(ModelStep step)
    {
        journal ??= await open();
        var subject = Subjects[step.Subject % Subjects.Length];
        await (step.Kind switch
        {
            ModelStepKind.Append => Append(subject, step.Count),
            ModelStepKind.AppendToTwo => AppendToTwo(subject, Subjects[(step.Subject + 1) % Subjects.Length], step.Count),
            ModelStepKind.AppendBehind => AppendBehind(subject),
            ModelStepKind.Reopen => Reopen(),
            ModelStepKind.ReadStream => ReadStream(subject, step.Count),
            ModelStepKind.ReadFeed => ReadFeed(),
            ModelStepKind.Erase => Erase(subject),
            _ => AskForIds(subject, step.Count),
        });
        Assert.Equal(streams[subject].Count, await journal!.ReadHead(subject, TestContext.Current.CancellationToken));
    }

    private Task Append(SubjectKey subject, int count)
    {
        calls.Add(journal!.Append([Next(subject, count)]).AsTask());
        return Task.CompletedTask;
    }

    private Task AppendToTwo(SubjectKey first, SubjectKey second, int count)
    {
        calls.Add(journal!.Append([Next(first, count), Next(second, 1)]).AsTask());
        return Task.CompletedTask;
    }

    private async Task AppendBehind(SubjectKey subject)
    {
        if (streams[subject].Count > 0)
        {
            // A journal may trust its caller about streams that it has not met lately, so the stream is met first.
            await Append(subject, 1);
            Assert.Equal(CommitResult.Fenced, await journal!.Append(Sample.Append(subject, streams[subject].Count)));
        }
    }

    private async Task Reopen()
    {
        await journal!.DisposeAsync();
        journal = await open();
        await Settle();
    }

    private async Task ReadStream(SubjectKey subject, int after)
    {
        await Settle();
        var stored = await journal!.Stream(subject, after);
        Assert.Equal(streams[subject].Skip(after), stored.Select(one => one.Event.Id));
        Assert.Equal(stored.Select((_, at) => (long)after + at + 1), stored.Select(one => one.Version));
    }

    private async Task ReadFeed()
    {
        await Settle();
        var feed = await journal!.Feed();
        Assert.Equal(feed.Select(one => one.Position).Distinct().Order(), feed.Select(one => one.Position));
        Assert.Equal(streams.Values.Sum(stream => stream.Count), feed.Count);
        Assert.All(feed.GroupBy(one => one.Subject), stream => Assert.Equal(streams[stream.Key], stream.Select(one => one.Event.Id)));
    }

    private async Task AskForIds(SubjectKey subject, int version)
    {
        foreach (var other in Subjects)
        {
            var id = Sample.IdOf(other, version);
            var known = streams[subject].Contains(id);
            Assert.True(!known || journal!.MayContain(subject, StableHash.Of(id)));
            Assert.Equal(known, await journal!.Contains(subject, id, TestContext.Current.CancellationToken));
        }

        var found = await journal!.FindSubjects(subject.StableHash(), TestContext.Current.CancellationToken);
        Assert.Equal(streams[subject].Count > 0 ? [subject] : [], found);
    }

    private async Task Erase(SubjectKey subject)
    {
        Assert.Equal(streams[subject].Count, await journal!.Erase(subject, TestContext.Current.CancellationToken));
        streams[subject].Clear();
    }

    private StreamAppend Next(SubjectKey subject, int count)
    {
        var append = Sample.Append(subject, streams[subject].Count + 1, count);
        streams[subject].AddRange(append.Events.Select(one => one.Id));
        return append;
    }

    private async Task Settle()
    {
        Assert.All(await Task.WhenAll(calls), result => Assert.Equal(CommitResult.Committed, result));
        calls.Clear();
    }
}
