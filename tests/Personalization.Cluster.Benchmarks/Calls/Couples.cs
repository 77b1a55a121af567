using Personalization.Cluster.Benchmarks.Hosts;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>Who is served: users who live here, and accounts here and on the other silo that they act for.</summary>
/// <param name="Users">Users who live here.</param>
/// <param name="AccountsHere">Accounts that live beside them.</param>
/// <param name="AccountsThere">Accounts that live on the other silo.</param>
internal sealed record Couples(string[] Users, string[] AccountsHere, string[] AccountsThere)
{
    private const int Accounts = 4_000;

    /// <summary>A user who only has caps of their own.</summary>
    public DecisionRequest Alone(long at) => Population.Serve("seat", Users[at % Users.Length]);

    /// <summary>A user and an account on one silo, whose cap counts.</summary>
    public DecisionRequest Together(long at) => Population.Serve("box", Users[at % Users.Length], AccountsHere[at % AccountsHere.Length]);

    /// <summary>A user and an account on two silos.</summary>
    public DecisionRequest Apart(long at) => Population.Serve("box", Users[at % Users.Length], AccountsThere[at % AccountsThere.Length]);

    /// <summary>Brings everybody into memory, each placed by themselves, and looks who lives where.</summary>
    public static async Task<Couples> Find(BenchSilos silos)
    {
        var users = Keys(SubjectKind.User, Population.Users);
        var accounts = Keys(SubjectKind.Account, Accounts);
        await Parallel.ForEachAsync(users.Concat(accounts), async (subject, cancellation) => await silos.Nodes[0].Get(subject, cancellation));
        return new Couples(
            [.. users.Where(silos.Nodes[0].Owns).Select(user => user.Id)],
            [.. accounts.Where(silos.Nodes[0].Owns).Select(account => account.Id)],
            [.. accounts.Where(silos.Nodes[1].Owns).Select(account => account.Id)]);
    }

    private static SubjectKey[] Keys(SubjectKind kind, int count) =>
        [.. Enumerable.Range(0, count).Select(at => new SubjectKey(BenchCatalogs.Capped, kind, FormattableString.Invariant($"{kind}-{at}")))];
}
