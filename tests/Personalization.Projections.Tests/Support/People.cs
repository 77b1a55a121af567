using Personalization.HostContract;
using Personalization.Journal;

namespace Personalization.Projections.Tests.Support;

/// <summary>Users whose events lie in many shards.</summary>
public static class People
{
    public static IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, 50).Select(at => $"u{at}")];

    /// <summary>Appends so many events to each, one commit per round, behind those that they have.</summary>
    public static async Task Act(IJournal journal, int events)
    {
        for (var at = 0; at < events; at++)
        {
            var parts = new List<StreamAppend>();
            foreach (var name in Names)
            {
                parts.Add(Sample.Append(Sample.User(name), await journal.ReadHead(Sample.User(name), TestContext.Current.CancellationToken) + 1));
            }

            Assert.Equal(CommitResult.Committed, await journal.Append([.. parts]));
        }
    }

    public static SortedDictionary<string, string> Expected(int events) => Versions.Expected(Names.Select(name => (name, events)));
}
