using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Sqlite;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Tests.Disks;

/// <summary>A journal on a simulated disk with the stream of one user, one event to a commit.</summary>
internal sealed class OneStream(SimulatedDisk disk) : IDisposable
{
    public static readonly Instant Noon = new(1_772_366_400_000);

    private static readonly SubjectKey User = new(new TenantId("acme/production"), SubjectKind.User, "u1");

    public SqliteJournal Journal { get; } = SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = disk.Folder, Disk = disk, RecentEntriesMax = 5, ArchiveCommitsMax = 4 });

    /// <summary>The versions that the feed has.</summary>
    public async Task<List<long>> Versions()
    {
        var versions = new List<long>();
        await foreach (var stored in Journal.ReadFrom(0, TestContext.Current.CancellationToken))
        {
            versions.Add(stored.Version);
        }

        return versions;
    }

    /// <summary>Appends the next event. Throws <see cref="JournalFailedException"/> where the journal has failed.</summary>
    public async Task Append(long version)
    {
        var at = Noon + TimeSpan.FromSeconds(version);
        var call = Journal.Append([new StreamAppend(User, version, [new Tracked { Id = $"e{version}", Time = at, ReceivedAt = at, Name = "import_failed" }])]);
        Journal.CommitNext();
        Assert.Equal(CommitResult.Committed, await call);
    }

    public void Dispose() => Journal.Abandon();
}
