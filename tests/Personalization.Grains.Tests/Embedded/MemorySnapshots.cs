using System.Collections.Concurrent;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>Snapshots in memory.</summary>
internal sealed class MemorySnapshots : ISnapshots
{
    public ConcurrentDictionary<SubjectKey, StoredSnapshot> Saved { get; } = new();

    public List<StoredSnapshot> Marks { get; } = [];

    /// <summary>What to throw instead of saving; null for nothing.</summary>
    public Exception? Broken { get; set; }

    public ValueTask<StoredSnapshot?> Load(SubjectKey subject, CancellationToken cancellation) => new(Saved.GetValueOrDefault(subject));

    public ValueTask<StoredSnapshot?> LoadMark(SubjectKey subject, MarkUse use, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask Save(
        IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> snapshots, IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> marks, CancellationToken cancellation)
    {
        if (Broken is { } cause)
        {
            throw cause;
        }

        foreach (var (subject, snapshot) in snapshots)
        {
            Saved[subject] = snapshot;
        }

        Marks.AddRange(marks.Select(mark => mark.Value));

        return ValueTask.CompletedTask;
    }
}
