using System.Globalization;
using System.Text;
using Personalization.Core.Events;
using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests.Support;

/// <summary>Keeps per subject the versions that it saw, in the order that it saw them: <c>1 2 3</c>.</summary>
public sealed class Versions(string name = "versions", int version = 1) : IProjection
{
    private const string Prefix = "subject";

    public string Name => name;

    public int Version => version;

    public EventTypeSet Types => EventTypeSet.All;

    public FeedStart Begins { get; init; } = FeedStart.Beginning;

    /// <summary>Is shown every event before it is kept, and may throw.</summary>
    public Action<StoredEvent>? Before { get; init; }

    public async ValueTask Apply(FeedPage page, IProjectionRows rows, CancellationToken cancellation)
    {
        var bySubject = page.Events.GroupBy(one => one.Subject).ToList();
        var before = await rows.Read([.. bySubject.Select(one => KeyOf(one.First()))], cancellation);
        for (var at = 0; at < bySubject.Count; at++)
        {
            var seen = new StringBuilder(before[at] is { } bytes ? Encoding.UTF8.GetString(bytes) : "");
            foreach (var stored in bySubject[at])
            {
                Before?.Invoke(stored);
                seen.Append(CultureInfo.InvariantCulture, $"{(seen.Length > 0 ? " " : "")}{stored.Version}");
            }

            rows.Put(KeyOf(bySubject[at].First()), Encoding.UTF8.GetBytes(seen.ToString()));
        }
    }

    /// <summary>What it kept: subject and versions.</summary>
    public static async Task<SortedDictionary<string, string>> Read(IProjectionStore store, string name = "versions")
    {
        var prefix = RowKey.Empty.With(Prefix);
        var rows = await store.Read(name, prefix, prefix.AfterAll(), Limits.RowsPerRead, TestContext.Current.CancellationToken);
        return new(rows.ToDictionary(one => Encoding.UTF8.GetString(one.Key.Bytes)[(Prefix.Length + 1)..^1], one => Encoding.UTF8.GetString(one.Payload.Span)), StringComparer.Ordinal);
    }

    /// <summary>What it should have kept of subjects with so many events each.</summary>
    public static SortedDictionary<string, string> Expected(IEnumerable<(string Subject, int Events)> subjects) =>
        new(subjects.ToDictionary(one => $"acme/production:user:{one.Subject}", one => string.Join(' ', Enumerable.Range(1, one.Events))), StringComparer.Ordinal);

    private static RowKey KeyOf(in StoredEvent stored) => RowKey.Empty.With(Prefix).With(stored.Subject.ToString());
}
