using FsCheck;
using FsCheck.Fluent;
using Personalization.HostContract.Postgres;
using Personalization.Journal;
using Personalization.Journal.Postgres;
using Personalization.Journal.Sqlite;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Replay.Tests.History;

/// <summary>Whatever happened, a profile of the past that is folded from marks is the one that is folded from the first event on, byte for byte.</summary>
public sealed class MarkedPastTests(PostgresServer server)
{
    private static readonly Gen<PastStep> Step =
        from kind in Gen.Frequency(
            (8, Gen.Constant(PastStepKind.Send)), (2, Gen.Constant(PastStepKind.Import)), (2, Gen.Constant(PastStepKind.Sweep)), (1, Gen.Constant(PastStepKind.Season)),
            (2, Gen.Constant(PastStepKind.Restart)), (1, Gen.Constant(PastStepKind.Erase)), (1, Gen.Constant(PastStepKind.Look)))
        from subject in Gen.Choose(0, 2)
        from count in Gen.Choose(1, 9)
        from hours in Gen.Frequency((6, Gen.Choose(0, 40)), (1, Gen.Choose(-60, 0)))
        select new PastStep(kind, subject, count, hours);

    [Fact]
    public void From_marks_in_SQLite()
    {
        var marked = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Histories(), history => Task.Run(async () =>
        {
            var folder = Directory.CreateTempSubdirectory("marked-past-");
            await using (var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.FullName }))
            {
                using var snapshots = SqliteSnapshots.Open(folder.FullName);
                marked += await Follow(journal, snapshots, history);
            }

            folder.Delete(recursive: true);
        }).GetAwaiter().GetResult()));
        Assert.NotEqual(0, marked);
    }

    [Fact]
    public async Task From_marks_in_PostgreSQL()
    {
        // The skip has to come from the test itself.
        var connectionString = await server.ConnectionString();
        var marked = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(8), Prop.ForAll(Histories(), history => Task.Run(async () =>
        {
            var schema = server.NewSchema();
            await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connectionString, Schema = schema });
            await using var snapshots = await PostgresSnapshots.Open(connectionString, schema);
            marked += await Follow(journal, snapshots, history);
        }).GetAwaiter().GetResult()));
        Assert.NotEqual(0, marked);
    }

    private static async Task<int> Follow(IJournal journal, ISnapshots snapshots, IEnumerable<PastStep> history)
    {
        await using var past = new MarkedPast(journal, snapshots);
        foreach (var step in history)
        {
            await past.Do(step);
        }

        return await past.Look();
    }

    private static Arbitrary<IEnumerable<PastStep>> Histories() =>
        (from count in Gen.Choose(2, 40) from steps in Step.ListOf(count) select steps.AsEnumerable()).ToArbitrary();
}
