using System.Globalization;

namespace Personalization.Samples.Saas;

/// <summary>Puts one user's deeds into events: fills in who, where and when, and numbers the message ids.</summary>
/// <param name="person">Who.</param>
/// <param name="account">The account that it happens in.</param>
/// <param name="messageIds">What the message ids begin with; no other teller's may be the same.</param>
internal sealed class Teller(Person person, Account account, string messageIds)
{
    private int told;

    /// <summary>A <c>track</c> of this user in this account.</summary>
    public HistoryEvent Track(DateTimeOffset at, string name, params (string Name, object Value)[] properties) =>
        Tell("track", at, name, properties);

    /// <summary>A <c>page</c> view.</summary>
    public HistoryEvent Page(DateTimeOffset at, string path) => Tell("page", at, path, []);

    /// <summary>An <c>identify</c> with what is known of the user.</summary>
    public HistoryEvent Identify(DateTimeOffset at) =>
        Tell("identify", at, null, [("role", person.Role), ("locale", person.Context.Locale), ("timezone", person.Context.TimeZone)]);

    /// <summary>A <c>group</c>: membership, and what is known of the account.</summary>
    public HistoryEvent Group(DateTimeOffset at) =>
        Tell("group", at, null, [("name", account.Name), ("plan", account.Plan.Id), ("country", account.Place.Country)]);

    /// <summary>A <c>quota_set</c> of billing: about the account, by nobody.</summary>
    public HistoryEvent Quota(DateTimeOffset at, string meter, long limit) =>
        Tell("track", at, "quota_set", [("meter", meter), ("limit", limit)]) with { UserId = null, Context = null };

    private HistoryEvent Tell(string type, DateTimeOffset at, string? name, (string Name, object Value)[] fields) => new()
    {
        Type = type,
        MessageId = string.Create(CultureInfo.InvariantCulture, $"{messageIds}-{++told}"),
        Timestamp = at,
        UserId = person.Id,
        GroupId = account.Id,
        Name = name,
        Fields = fields,
        Context = person.Context,
    };
}
