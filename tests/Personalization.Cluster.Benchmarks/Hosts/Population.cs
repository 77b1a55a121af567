using Personalization.Benchmarks.InProcess;
using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Cluster.Benchmarks.Hosts;

/// <summary>Whom the benchmarks ask about.</summary>
internal static class Population
{
    /// <summary>As many as the empty grains beside them.</summary>
    public const int Users = 10_000, Accounts = 1_000;

    private const int BatchSize = 500;

    /// <summary>Users of the sample's product who belong to accounts and have just met an error, so that there is something to choose. Call it once for a host.</summary>
    public static async Task Meet(IProfiles host)
    {
        foreach (var some in Enumerable.Range(0, Users).SelectMany(at => (IncomingEvent[])[Joining(at), HostScenarios.Failure(User(at))]).Chunk(BatchSize))
        {
            var answers = await host.Ingest(SampleCatalog.Tenant, some, CancellationToken.None);
            if (answers.Any(answer => answer.Status != IngestStatus.Accepted))
            {
                throw new InvalidOperationException($"The benchmark's events are refused: {answers.First(answer => answer.Status != IngestStatus.Accepted)}");
            }
        }
    }

    /// <summary>A user's id.</summary>
    public static string User(int number) => FormattableString.Invariant($"bench-{number}");

    /// <summary>An account's id.</summary>
    public static string Account(int number) => FormattableString.Invariant($"account-{number % Accounts}");

    /// <summary>A question that changes nothing.</summary>
    public static DecisionRequest Peek(string user) =>
        new() { Subject = new SubjectKey(SampleCatalog.Tenant, SubjectKind.User, user), Surface = "home.card", Mode = DecisionMode.Peek };

    /// <summary>A question that counts.</summary>
    /// <param name="surface">Whose cap counts it: see <see cref="BenchCatalogs.Capped"/>.</param>
    /// <param name="user">Whom it is about.</param>
    /// <param name="account">The account that they act for; null for none.</param>
    public static DecisionRequest Serve(string surface, string user, string? account = null) =>
        new() { Subject = new SubjectKey(BenchCatalogs.Capped, SubjectKind.User, user), AccountId = account, Surface = surface, Mode = DecisionMode.Serve };

    /// <summary>Asks, and holds that there was something to choose.</summary>
    public static ValueTask Ask(IProfiles host, DecisionRequest request) => Require(host.Decide(request, CancellationToken.None));

    private static ValueTask Require(ValueTask<Answer<Decision>> asked)
    {
        if (!asked.IsCompletedSuccessfully)
        {
            return Wait(asked);
        }

        Check(asked.Result);
        return ValueTask.CompletedTask;

        static async ValueTask Wait(ValueTask<Answer<Decision>> asked) => Check(await asked);
    }

    private static void Check(Answer<Decision> answer)
    {
        if (answer.Value is not { Actions.Length: > 0 })
        {
            throw new InvalidOperationException($"There is nothing to measure: {answer.Problem?.Code ?? "nothing chosen"}.");
        }
    }

    private static IncomingEvent Joining(int user)
    {
        var now = Instant.From(DateTimeOffset.UtcNow);
        return new IncomingEvent(User(user), null, new Grouped { Id = "join-" + User(user), Time = now, ReceivedAt = now, AccountId = Account(user), Traits = new ValueMap([]) });
    }
}
