using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Embedded;
using Personalization.Journal.Sqlite;

namespace Personalization.Benchmarks.InProcess;

/// <summary>The embedded host on a folder of its own, with the sample's catalog and nothing in front of it.</summary>
internal sealed class LocalHost : IAsyncDisposable
{
    public LocalHost(string folder)
    {
        Directory.CreateDirectory(folder);
        Journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        Snapshots = SqliteSnapshots.Open(folder);
        Profiles = new EmbeddedProfiles(Journal, Snapshots, Catalog, TimeProvider.System, new EmbeddedHostOptions());
    }

    public SampleCatalog Catalog { get; } = new();

    public SqliteJournal Journal { get; }

    public SqliteSnapshots Snapshots { get; }

    public EmbeddedProfiles Profiles { get; }

    /// <summary>Takes events in; all of them have to be new.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Ingest(IReadOnlyList<IncomingEvent> events)
    {
        var answers = await Profiles.Ingest(SampleCatalog.Tenant, events, CancellationToken.None);
        return answers.All(answer => answer.Status == IngestStatus.Accepted)
            ? events.Count
            : throw new InvalidOperationException($"An event was not accepted: {answers.First(answer => answer.Status != IngestStatus.Accepted)}");
    }

    /// <summary>Decides for a user.</summary>
    public ValueTask<Answer<Decision>> Decide(string user) => Profiles.Decide(
        new DecisionRequest { Subject = new SubjectKey(SampleCatalog.Tenant, SubjectKind.User, user), Surface = "home.card", Mode = DecisionMode.Peek },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Profiles.DisposeAsync();
        Snapshots.Dispose();
        await Journal.DisposeAsync();
    }
}
