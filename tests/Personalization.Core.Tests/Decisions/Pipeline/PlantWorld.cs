using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
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
    private readonly Dictionary<Profile, List<Event>> streams = new(ReferenceEqualityComparer.Instance);
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
        Fold(users[1], new Viewed { Id = "v", Time = clock, ReceivedAt = clock, Path = "/", Context = new EventContext(Locale: "de-AT") });
    }

    public Catalog Catalog { get; }

    /// <summary>The names of the people's time zones; one of them is none.</summary>
    public string[] Zones { get; }

    /// <summary>What was served so far.</summary>
    public List<Serving> Servings { get; } = [];

    /// <summary>What was dismissed, opted out of, snoozed or not wanted more of so far.</summary>
    public List<Answering> Answers { get; } = [];

    /// <summary>What people said they like to get so far.</summary>
    public List<(int User, Preferred Said)> Preferences { get; } = [];

    /// <summary>The records of what was served, each with its question and its place in the person's stream.</summary>
    public List<Recorded> Records { get; } = [];

    /// <summary>The canonical bytes of every profile.</summary>
    public byte[] Bytes()
    {
        using var bytes = new ByteWriter();
        IEnumerable<Profile> all = [.. users, .. accounts, .. owners.OrderBy(owner => owner.Key, StringComparer.Ordinal).Select(owner => owner.Value)];
        foreach (var profile in all.Where(profile => profile.Version > 0))
        {
            ProfileCodec.Write(bytes, profile);
        }

        return bytes.Written.ToArray();
    }

    /// <summary>Makes a record again, from the streams up to the versions that it names.</summary>
    /// <param name="recorded">The record, and where it stands.</param>
    /// <param name="versionsBefore">How many versions before its own the person's stream is read up to.</param>
    public Served? Recompute(Recorded recorded, int versionsBefore = 1)
    {
        var (question, served, version) = recorded;
        var account = served.AccountId is null ? null : Refold(accounts[question.User % accounts.Length], served.AccountVersion);
        var inputs = RecomputeTurn.Inputs(Key(question.User), Refold(users[question.User], version - versionsBefore), account, served);
        return RecomputeTurn.Recompute(plan, inputs, served);
    }

    /// <summary>Lets time pass: mostly minutes, sometimes a clock that is put right by up to a day either way.</summary>
    public void Pass() => clock += random.Next(8) == 0
        ? TimeSpan.FromMinutes(random.Next(-1_440, 1_440))
        : TimeSpan.FromMinutes(random.Next(0, 600));

    /// <summary>Asks a question and serves it.</summary>
    public (Question Question, Decision Decision) Serve()
    {
        var (question, surface, inputs) = Ask();
        var profiles = surface.SharedOwners.Select(Owner).ToArray();
        var reply = ServeTurn.Serve(plan, surface, inputs, Key(question.User).StableHash(), null, explain: true, profiles) ?? throw new InvalidOperationException("The owners were given.");
        Record(question, surface, reply);
        return (question, reply.Decision);
    }

    /// <summary>Asks a question twice and only looks.</summary>
    public (Decision First, Decision Second) Peek()
    {
        var (question, surface, inputs) = Ask();
        var profiles = surface.SharedOwners.Select(Owner).ToArray();
        return (Answer(), Answer());

        Decision Answer() => ServeTurn.Peek(plan, surface, inputs, Key(question.User).StableHash(), explain: true, profiles) ?? throw new InvalidOperationException("The owners were given.");
    }

    private (Question Question, SurfacePlan Surface, DecisionInputs Inputs) Ask()
    {
        var user = random.Next(users.Length);
        var accountId = random.Next(5) == 0 ? null : $"a{user % accounts.Length}";
        var surface = plan.TryGetSurface(random.Next(2) == 0 ? "wall" : "letter", out var found) ? found : throw new InvalidOperationException();
        var now = DecisionInputs.EffectiveNow(clock, users[user]);
        var question = new Question(user, accountId, surface.Definition, now, random.Next(4) == 0 ? random.Next(0, 4) : null, Zones[user]);
        var inputs = new DecisionInputs(
            Key(user), users[user], accountId is null ? null : accounts[user % accounts.Length], accountId,
            question.Request, question.Max, now, []) { ReceivedAt = clock };
        return (question, surface, inputs);
    }

    /// <summary>Answers something that was served: dismisses it, snoozes it, opts out or wants less like it.</summary>
    public void Answer()
    {
        if (Servings.Count == 0)
        {
            return;
        }

        var serving = Servings[random.Next(Servings.Count)];
        var outcome = random.Next(8) switch { 0 => Outcome.OptedOut, < 3 => Outcome.Snoozed, 3 => Outcome.LessLikeThis, _ => Outcome.Dismissed };
        var until = outcome == Outcome.Snoozed ? clock + TimeSpan.FromMinutes(random.Next(1, 2_000)) : (Instant?)null;
        var recorded = new OutcomeRecorded
        {
            Id = $"o{events}", Time = clock, ReceivedAt = clock, DecisionId = "d", ActionId = serving.Action.Id, Outcome = outcome, Until = until,
        };
        Fold(users[serving.User], recorded);
        Answers.Add(new Answering(serving.User, serving.Action.Id, outcome, clock, until, recorded.Id));
    }

    /// <summary>Somebody says what they like to get, or when.</summary>
    public void Prefer()
    {
        var user = random.Next(users.Length);
        var said = new Preferred
        {
            Id = $"p{events}",
            Time = clock,
            ReceivedAt = clock,
            Topics = new([new(Value.String(Catalog.TopicSettings[random.Next(Catalog.TopicSettings.Length)]), Value.Bool(random.Next(2) == 0))]),
            Digest = random.Next(2) == 0
                ? new([new(Value.String(Catalog.Topics[random.Next(Catalog.Topics.Length)].Id), Value.String(DigestFrequencies.Names[random.Next(DigestFrequencies.Names.Length)]))])
                : ValueMap.Empty,
            LessLike = random.Next(3) == 0 ? new([new(Value.String(Catalog.Actions[random.Next(Catalog.Actions.Length)].Id), Value.Bool(random.Next(2) == 0))]) : ValueMap.Empty,
            SnoozedUntil = random.Next(4) == 0 ? clock + TimeSpan.FromMinutes(random.Next(-100, 2_000)) : null,
            QuietHours = random.Next(4) == 0 ? RandomPlant.OwnQuietHours[random.Next(RandomPlant.OwnQuietHours.Length)] : null,
        };
        Fold(users[user], said);
        Preferences.Add((user, said));
    }

    private void Record(Question question, SurfacePlan surface, ServeReply reply)
    {
        var (user, accountId) = (question.User, question.AccountId);
        if (reply.Served is null)
        {
            return;
        }

        Fold(users[user], reply.Served);
        Records.Add(new Recorded(question, reply.Served, users[user].Version));
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
        streams.TryAdd(profile, []);
        streams[profile].Add(one);
        events++;
    }

    private Profile Refold(Profile profile, long version)
    {
        var again = new Profile(folds, profile.Side);
        foreach (var one in streams.GetValueOrDefault(profile, []).Take((int)version))
        {
            Evolve.Apply(folds, again, again.Version + 1, one);
        }

        return again;
    }

    private static SubjectKey Key(int user) => new(new TenantId("acme/production"), user == 2 ? SubjectKind.Anonymous : SubjectKind.User, $"u{user}");

    internal sealed record Question(int User, string? AccountId, SurfaceDefinition Surface, Instant Now, int? Max, string Zone)
    {
        /// <summary>What the request says: those of the east ask in German.</summary>
        public RequestContext Request => new(TimeZone: Zone, Locale: Zone == "Plant/East" ? "de" : null, Path: "/home");
    }

    internal sealed record Recorded(Question Question, Served Served, long Version);

    internal sealed record Serving(int User, string? AccountId, SurfaceDefinition Surface, ActionDefinition Action, Instant Time, Instant CountsAt);

    internal sealed record Answering(int User, string ActionId, Outcome Outcome, Instant Time, Instant? Until, string Id);
}
