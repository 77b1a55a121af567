using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;
using Personalization.Journal;
using Personalization.Journal.Postgres;
using Personalization.Journal.Sqlite;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>Whatever happened, both journals lead to the same bytes: as folded live, from a snapshot and the events behind it, and from the whole feed.</summary>
public sealed class SameBytesTests(PostgresServer server)
{
    private static readonly SubjectKey[] Everybody =
        [.. Enumerable.Range(0, 4).Select(at => Sample.User($"u{at}")), .. Enumerable.Range(0, 3).Select(at => Sample.Account($"a{at}"))];

    private static readonly FoldPlan Folds = FoldPlan.Compile(Airline.Catalog);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_history_gives_the_same_profile_bytes_on_every_way_and_in_both_journals()
    {
        // The skip has to come from the test itself.
        await server.ConnectionString();
        // Every history starts hosts and makes a schema, so fewer of them than of pure properties.
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(8),
            Prop.ForAll(History().ToArbitrary(), history => Task.Run(() => Follow([.. history])).GetAwaiter().GetResult()));
    }

    private async Task Follow(IncomingEvent[] history)
    {
        using var folder = new DataFolder();
        var (sqliteLive, sqliteReplayed) = await FollowSqlite(folder, history);
        var (postgresLive, postgresReplayed) = await FollowPostgres(server.NewSchema(), history);
        Assert.Equal(sqliteReplayed, sqliteLive);
        Assert.Equal(sqliteLive, postgresLive);
        Assert.Equal(sqliteReplayed, postgresReplayed);
    }

    private static async Task<(string[] Live, string[] Replayed)> FollowSqlite(DataFolder folder, IncomingEvent[] history)
    {
        var options = new EmbeddedHostOptions { LiveGrainsMax = 3 };
        foreach (var half in Halves(history))
        {
            await using var host = new EmbeddedHost(folder, new FixedCatalogs(Airline.Catalog), new ManualTime(), options);
            await host.Ingest(half);
        }

        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        return (await Snapshots(snapshots), await Replay(journal));
    }

    private async Task<(string[] Live, string[] Replayed)> FollowPostgres(string schema, IncomingEvent[] history)
    {
        var where = await server.Options(schema);
        var options = new EmbeddedHostOptions { LiveGrainsMax = 3 };
        foreach (var half in Halves(history))
        {
            await using var host = await PostgresHost.Open(where, new FixedCatalogs(Airline.Catalog), new ManualTime(), options);
            await host.Ingest(half);
        }

        await using var journal = await PostgresJournal.Open(where, Cancellation);
        await using var snapshots = await PostgresSnapshots.Open(where.ConnectionString, schema, Cancellation);
        return (await Snapshots(snapshots), await Replay(journal));
    }

    /// <summary>The second half meets snapshots of the first, so what is put away at its end was made from a snapshot and the events behind it.</summary>
    private static IEnumerable<IncomingEvent[]> Halves(IncomingEvent[] history) => [history[..(history.Length / 2)], history[(history.Length / 2)..]];

    private static async Task<string[]> Snapshots(ISnapshots snapshots)
    {
        var texts = new List<string>();
        foreach (var subject in Everybody)
        {
            if (await snapshots.Load(subject, Cancellation) is { } snapshot)
            {
                texts.Add($"{subject} {snapshot.Version} {Convert.ToHexString(snapshot.Payload.Span)}");
            }
        }

        return [.. texts];
    }

    private static async Task<string[]> Replay(IJournal journal)
    {
        var profiles = new Dictionary<SubjectKey, Profile>();
        foreach (var stored in await journal.Feed())
        {
            if (!profiles.TryGetValue(stored.Subject, out var profile))
            {
                profiles.Add(stored.Subject, profile = new Profile(Folds, stored.Subject.Kind == SubjectKind.Account ? SubjectSide.Account : SubjectSide.User));
            }

            Evolve.Apply(Folds, profile, stored.Version, stored.Event);
        }

        return [.. Everybody.Where(profiles.ContainsKey).Select(subject => $"{subject} {profiles[subject].Version} {Bytes(profiles[subject])}")];
    }

    private static string Bytes(Profile profile)
    {
        using var bytes = new ByteWriter();
        ProfileCodec.Write(bytes, profile);
        return Convert.ToHexString(bytes.Written);
    }

    private static Gen<IEnumerable<IncomingEvent>> History()
    {
        var one = from kind in Gen.Choose(0, 5)
                  from id in Gen.Choose(0, 60)
                  from user in Gen.Choose(0, 3)
                  from account in Gen.Choose(0, 2)
                  from seconds in Gen.Choose(-100_000, 50_000)
                  from number in Gen.Choose(0, 9)
                  select Make(kind, $"e{kind}-{id}", $"u{user}", $"a{account}", TimeSpan.FromSeconds(seconds), number);
        return from count in Gen.Choose(2, 120) from history in one.ListOf(count) select history.AsEnumerable();
    }

    private static IncomingEvent Make(int kind, string id, string user, string account, TimeSpan after, int number) => kind switch
    {
        0 => Crew.Track(id, "engine_failed", user, account, after, ("code", Value.String($"E{number}"))),
        1 => Crew.Track(id, "engine_repaired", user, account, after),
        2 => Crew.Track(id, "landed", user, account, after),
        3 => Crew.Track(id, "fuel_burnt", user, account, after, ("tons", Value.Int(number))),
        4 => Crew.Group(id, account, user, after, ("fleet", Value.Int(number))),
        _ => Crew.Identify(id, account, user, after, ("rank", Value.String($"r{number}"))),
    };
}
