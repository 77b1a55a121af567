using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;

namespace Personalization.Core.Tests.Decisions.Pipeline;

/// <summary>Three people of two accounts in one tenant whose decisions are served and folded by the turns themselves, beside a list of everything that happened.</summary>
internal sealed class PlantWorld
{
    private static readonly string[] ZoneNames = ["Etc/UTC", "Plant/East", "Plant/West", "Plant/Middle", "Plant/Nowhere"];
    private readonly Random random;
    private readonly FoldPlan folds;
    private readonly DecisionPlan plan;
    private readonly Profile[] users, accounts;
    private readonly Dictionary<string, Profile> owners = new(StringComparer.Ordinal);
    private Instant clock = new(1_774_699_200_000);
    private int events;

    public PlantWorld(Random random)
    {
        this.random = random;
        Catalog = RandomPlant.Make(random);
        folds = FoldPlan.Compile(Catalog);
        plan = DecisionPlan.Compile(Catalog);
        users = [.. Enumerable.Range(0, 3).Select(_ => new Profile(folds, SubjectSide.User))];
        accounts = [.. Enumerable.Range(0, 2).Select(_ => new Profile(folds, SubjectSide.Account))];
        Zones = [.. users.Select(_ => ZoneNames[random.Next(ZoneNames.Length)])];
    }

    public Catalog Catalog { get; }

    /// <summary>The names of the people's time zones; one of them is none.</summary>
    public string[] Zones { get; }

    /// <summary>What was served so far.</summary>
    public List<Serving> Servings { get; } = [];

    /// <summary>What was dismissed, opted out of or snoozed so far.</summary>
    public List<Answering> Answers { get; } = [];

    /// <summary>The time of one person's last event: nothing is decided before it.</summary>
    public Instant LastEvent(int user) => users[user].LastEvent;

    /// <summary>Lets time pass: mostly minutes, sometimes a clock that is put right by up to a day either way.</summary>
    public void Pass() => clock += random.Next(8) == 0
        ? TimeSpan.FromMinutes(random.Next(-1_440, 1_440))
        : TimeSpan.FromMinutes(random.Next(0, 600));

    /// <summary>Asks a question and serves it.</summary>
    public (Question Question, Decision Decision) Serve()
    {
        var user = random.Next(users.Length);
        var accountId = random.Next(5) == 0 ? null : $"a{user % accounts.Length}";
        var surface = plan.TryGetSurface(random.Next(2) == 0 ? "wall" : "letter", out var found) ? found : throw new InvalidOperationException();
        var now = DecisionInputs.EffectiveNow(clock, users[user]);
        var question = new Question(user, accountId, surface.Definition, now, random.Next(4) == 0 ? random.Next(0, 4) : null, Zones[user]);
        var inputs = new DecisionInputs(
            Key(user), users[user], accountId is null ? null : accounts[user % accounts.Length], accountId,
            new RequestContext(TimeZone: question.Zone), question.Max, now, []);
        var profiles = surface.SharedOwners.Select(Owner).ToArray();
        var reply = ServeTurn.Serve(plan, surface, inputs, (ulong)user, null, explain: true, profiles) ?? throw new InvalidOperationException("The owners were given.");
        Record(user, accountId, surface, reply);
        return (question, reply.Decision);
    }

    /// <summary>Answers something that was served: dismisses it, snoozes it or opts out.</summary>
    public void Answer()
    {
        if (Servings.Count == 0)
        {
            return;
        }

        var serving = Servings[random.Next(Servings.Count)];
        var outcome = random.Next(8) switch { 0 => Outcome.OptedOut, < 4 => Outcome.Snoozed, _ => Outcome.Dismissed };
        var until = outcome == Outcome.Snoozed ? clock + TimeSpan.FromMinutes(random.Next(1, 2_000)) : (Instant?)null;
        var recorded = new OutcomeRecorded
        {
            Id = $"o{events}", Time = clock, ReceivedAt = clock, DecisionId = "d", ActionId = serving.Action.Id, Outcome = outcome, Until = until,
        };
        Fold(users[serving.User], recorded);
        Answers.Add(new Answering(serving.User, serving.Action.Id, outcome, clock, until, recorded.Id));
    }

    private void Record(int user, string? accountId, SurfacePlan surface, ServeReply reply)
    {
        if (reply.Served is null)
        {
            return;
        }

        Fold(users[user], reply.Served);
        foreach (var count in reply.Counts)
        {
            Fold(accounts[user % accounts.Length], count);
        }

        foreach (var shared in reply.Shared)
        {
            Fold(Owner(surface.SharedOwners[shared.Owner]), shared.Event);
        }

        foreach (var action in reply.Served.Actions)
        {
            Servings.Add(new Serving(
                user, accountId, surface.Definition, Catalog.Actions.Single(one => one.Id == action.Id), reply.Served.Time, action.DeliverAt ?? reply.Served.Time));
        }
    }

    private Profile Owner(string id) =>
        owners.TryGetValue(id, out var owner) ? owner : owners[id] = new Profile(folds, SubjectSide.Tenant);

    private void Fold(Profile profile, Event one)
    {
        Evolve.Apply(folds, profile, profile.Version + 1, one);
        events++;
    }

    private static SubjectKey Key(int user) => new(new TenantId("acme/production"), SubjectKind.User, $"u{user}");

    internal sealed record Question(int User, string? AccountId, SurfaceDefinition Surface, Instant Now, int? Max, string Zone);

    internal sealed record Serving(int User, string? AccountId, SurfaceDefinition Surface, ActionDefinition Action, Instant Time, Instant CountsAt);

    internal sealed record Answering(int User, string ActionId, Outcome Outcome, Instant Time, Instant? Until, string Id);
}
