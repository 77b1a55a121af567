using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>An event of a client.</summary>
/// <param name="Id">Its id, which nobody else uses.</param>
/// <param name="Name">Its name in the catalog.</param>
/// <param name="User">Whose it is; null for one of an account alone.</param>
/// <param name="Account">The account that it happened in.</param>
/// <param name="Property">The name of its number, or null.</param>
/// <param name="Amount">The number.</param>
internal sealed record SentEvent(string Id, string Name, string? User, string Account, string? Property, int Amount)
{
    /// <summary>The streams that it enters.</summary>
    public IReadOnlyList<SubjectKey> Streams { get; } = Name switch
    {
        "work_done" => [Population.User(User!), Population.Account(Account)],
        "note_made" => [Population.User(User!)],
        _ => [Population.Account(Account)],
    };

    /// <summary>Draws one of a user or of the user's account.</summary>
    public static SentEvent Draw(string id, string user, Random random)
    {
        var account = Population.AccountOf(user);
        return random.Next(6) switch
        {
            0 => new SentEvent(id, "seats_counted", null, account, "seats", random.Next(100)),
            1 or 2 => new SentEvent(id, "note_made", user, account, null, 0),
            _ => new SentEvent(id, "work_done", user, account, "amount", random.Next(100)),
        };
    }
}
