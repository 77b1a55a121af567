using Npgsql;
using Personalization.Chaos.Worlds;
using Personalization.Core.Subjects;

namespace Personalization.Chaos.Checking;

/// <summary>
/// Reads the same database with the executable for one machine, after all snapshots and marks are thrown away: profiles are folded from their first event
/// then, by a host that knows nothing of the cluster.
/// </summary>
internal static class FoldedAgain
{
    private const string Project = "Personalization.Server";

    /// <summary>Compares profiles, and recomputes all decisions. No silo may run any more.</summary>
    /// <returns>Lines of numbers.</returns>
    public static async Task<IReadOnlyList<string>> Run(World world, IReadOnlyDictionary<SubjectKey, string> told, Violations violations)
    {
        await Forget(world.Database.ConnectionString);
        var environment = new Dictionary<string, string> { ["PERSONALIZATION_API_KEY"] = world.Key };
        string[] arguments =
        [
            "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", Path.Combine(world.Folder, "server"), "--catalog", World.Catalog,
            "--journal", "postgres", "--postgres", world.Database.ConnectionString,
        ];
        using var server = Child.Start(Project, Project, [], arguments, environment, Path.Combine(world.Folder, "again.log"));
        if (await server.Addresses is not var (http, grpc))
        {
            throw new InvalidOperationException($"The server that folds again did not start:\n{server.LastWords()}");
        }

        using var client = new HttpClient { BaseAddress = http };
        client.DefaultRequestHeaders.Authorization = new("Bearer", world.Key);
        var folded = await ProfileReads.Run(client);
        violations.Add("profiles", ProfileReads.Differences(told, folded));

        var (exitCode, verified) = await Command.Try(
            "dotnet", Child.BuildOf("Personalization.Cli", "personalize"), "replay", "verify", "--server", grpc.GetLeftPart(UriPartial.Authority), "--key", world.Key);
        if (exitCode != 0)
        {
            violations.Add("replay", $"personalize replay verify ended with {exitCode}: {verified.Trim()}");
        }

        return [$"profiles: {told.Count} told by the cluster, {folded.Count} folded again", "replay verify: " + verified.Trim().Split('\n')[^1]];
    }

    private static async Task Forget(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("TRUNCATE personalization.snapshot, personalization.mark");
        await command.ExecuteNonQueryAsync();
    }
}
