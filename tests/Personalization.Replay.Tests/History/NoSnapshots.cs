using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.Tests.History;

/// <summary>A cache that was lost.</summary>
internal sealed class NoSnapshots : ISnapshots
{
    public static NoSnapshots Instance { get; } = new();

    public ValueTask<StoredSnapshot?> Load(SubjectKey subject, CancellationToken cancellation) => default;

    public ValueTask<StoredSnapshot?> LoadMark(SubjectKey subject, MarkUse use, CancellationToken cancellation) => default;

    public ValueTask Save(
        IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> snapshots, IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> marks, CancellationToken cancellation) => default;
}
