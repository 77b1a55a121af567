using Personalization.Core.Audiences;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Tests.Decisions;

/// <summary>What happened at random to the member and the account of an office, both folded and as it was.</summary>
internal sealed class OfficeHistory
{
    private readonly Office office;
    private readonly Random random;

    public OfficeHistory(Office office, Random random)
    {
        this.office = office;
        this.random = random;
        for (var at = random.Next(12); at > 0; at--)
        {
            Fold(office.User, OfUser, random.Next(6) switch { < 2 => Serve($"s{at}"), < 4 => Answer($"o{at}"), 4 => Say($"a{at}"), _ => Prefer($"p{at}") });
            Fold(office.Account, OfAccount, Count($"c{at}"));
        }
    }

    public List<Event> OfUser { get; } = [];

    public List<Event> OfAccount { get; } = [];

    public DecisionInputs Inputs(int? max, bool isOfAccount) => new(
        new SubjectKey(new TenantId("acme/production"), SubjectKind.User, "u1"),
        office.User,
        isOfAccount ? office.Account : null,
        isOfAccount ? "a1" : null,
        RequestContext.None,
        max,
        DecisionInputs.EffectiveNow(Time(), office.User),
        []);

    private Served Serve(string id) => new()
    {
        Id = id,
        Time = Time(),
        ReceivedAt = Office.Noon,
        Surface = "desk",
        CatalogHash = "",
        Actions = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new ServedAction(Action(), "default"))],
    };

    private OutcomeRecorded Answer(string id) => new()
    {
        Id = id,
        Time = Time(),
        ReceivedAt = Office.Noon,
        DecisionId = "",
        ActionId = Action(),
        Outcome = random.Next(3) == 0 ? Outcome.OptedOut : Outcome.Snoozed,
        Until = Time(),
    };

    private Consented Say(string id) => new()
    {
        Id = id,
        Time = Time(),
        ReceivedAt = Office.Noon,
        Consents = new([new(Value.String(random.Next(3) == 0 ? "personalization" : "marketing"), Value.Bool(random.Next(2) == 0))]),
    };

    private Preferred Prefer(string id) => new()
    {
        Id = id,
        Time = Time(),
        ReceivedAt = Office.Noon,
        Topics = new([new(Value.String(random.Next(3) == 0 ? "tips" : "tips/in_app"), Value.Bool(random.Next(2) == 0))]),
        SnoozedUntil = random.Next(3) == 0 ? Time() : null,
    };

    private CapCounted Count(string id) => new()
    {
        Id = id,
        Time = Time(),
        ReceivedAt = Office.Noon,
        CapId = office.Catalog.Caps[random.Next(office.Catalog.Caps.Length)].Id,
        DecisionId = "",
    };

    private string Action() => office.Catalog.Actions[random.Next(office.Catalog.Actions.Length)].Id;

    private Instant Time() => Office.Noon + TimeSpan.FromHours(random.Next(-12, 4));

    private void Fold(Profile profile, List<Event> history, Event one)
    {
        Evolve.Apply(office.Folds, profile, profile.Version + 1, one);
        history.Add(one);
    }
}
