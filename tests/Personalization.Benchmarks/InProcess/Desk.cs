using System.Globalization;
using Personalization.Authoring;
using Personalization.Core;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Benchmarks.InProcess;

/// <summary>
/// A surface with some actions of three predicates each: trait, meter ratio, windowed count. For its one user a third fails at
/// the second predicate, a third at the third, and a third passes but for its cap.
/// </summary>
internal sealed class Desk
{
    private static readonly Instant Noon = new(1_772_366_400_000);
    private readonly DecisionPlan plan;
    private readonly SurfacePlan surface;
    private readonly DecisionInputs inputs;

    /// <summary>Makes the catalog and the profiles.</summary>
    /// <param name="actions">How many actions there are, a multiple of three.</param>
    /// <param name="isShared">Whether the actions of a third have the same conditions; otherwise each has a ratio and a count of its own.</param>
    /// <param name="hasWinner">Whether one more action comes last, which passes every stage.</param>
    /// <param name="hasConsents">Whether the actions are for marketing, all that they read is tagged for it, and the user has said what they agree to; otherwise nobody says anything about purposes.</param>
    public Desk(int actions, bool isShared, bool hasWinner, bool hasConsents = false)
    {
        var yaml = Catalog(actions, isShared, hasWinner);
        var load = CatalogLoader.LoadFiles([("desk.yaml", hasConsents ? ForMarketing(yaml) : yaml)]);
        var catalog = load.Catalog ?? throw new InvalidOperationException(load.Problems[0].Render());
        var folds = FoldPlan.Compile(catalog);
        plan = DecisionPlan.Compile(catalog);
        surface = plan.TryGetSurface("desk", out var found) ? found : throw new InvalidOperationException("The catalog has no desk.");
        Event[] said = hasConsents ? [Agreed()] : [];
        var user = Fold(folds, SubjectSide.User, [Admin(), Track("c1", "failed"), Served(catalog.Hash.Value), .. said]);
        var account = Fold(folds, SubjectSide.Account, Track("q1", "set", ("amount", 100)), Track("q2", "used", ("amount", 85)));
        inputs = new DecisionInputs(
            new SubjectKey(new TenantId("bench"), SubjectKind.User, "u1"), user, account, "a1", RequestContext.None, null, Noon, []);
    }

    /// <summary>Decides, and makes the answer where something was chosen.</summary>
    /// <returns>How many actions were chosen.</returns>
    public int Decide()
    {
        Span<int> chosen = stackalloc int[SurfaceDefinition.ActionsMaxLimit];
        chosen = chosen[..DecisionEngine.Choose(surface, inputs, chosen)];
        return chosen.IsEmpty ? 0 : DecisionEngine.Answer(plan, surface, inputs, chosen, new DecisionId(1, 3, IsPeek: true), explain: false).Actions.Length;
    }

    private static Profile Fold(FoldPlan folds, SubjectSide side, params Event[] events)
    {
        var profile = new Profile(folds, side);
        foreach (var occurred in events)
        {
            Evolve.Apply(folds, profile, profile.Version + 1, occurred);
        }

        return profile;
    }

    private static Identified Admin() => new() { Id = "i1", Time = Noon, ReceivedAt = Noon, Traits = Map(("role", Value.String("admin"))) };

    private static Consented Agreed() => new()
    {
        Id = "a1", Time = Noon, ReceivedAt = Noon,
        Consents = Map([.. new[] { "personalization", "experimentation", "marketing", "analytics" }.Select(purpose => (purpose, Value.Bool(purpose != "analytics")))]),
    };

    /// <summary>The same catalog with a purpose on each action, and a tag on each field.</summary>
    private static string ForMarketing(string yaml) => yaml
        .Replace("kind: card,", "kind: card, purpose: marketing,", StringComparison.Ordinal)
        .Replace("{ touches:", "{ purposes: [personalization, marketing], touches:", StringComparison.Ordinal)
        .Replace("{ of: user, type: string }", "{ of: user, type: string, purposes: [personalization, marketing] }", StringComparison.Ordinal);

    private static Tracked Track(string id, string name, params (string Name, long Value)[] properties) => new()
    {
        Id = id,
        Time = Noon,
        ReceivedAt = Noon,
        Name = name,
        Properties = Map([.. properties.Select(property => (property.Name, Value.Int(property.Value)))]),
    };

    private static ValueMap Map(params (string Name, Value Value)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(Value.String(entry.Name), entry.Value))]);

    /// <summary>Uses up the cap of the last ten.</summary>
    private static Served Served(string catalogHash) => new()
    {
        Id = "s1",
        Time = Noon,
        ReceivedAt = Noon,
        Surface = "desk",
        CatalogHash = catalogHash,
        Actions = [new ServedAction("capped.0", "default")],
    };

    private static string Catalog(int count, bool isShared, bool hasWinner)
    {
        var actions = Enumerable.Range(0, count / 3).SelectMany(at => new[]
        {
            Action($"second.{at}", Own(0.9, at), 1 - (isShared ? 0 : at), 900 - at),
            Action($"third.{at}", Own(0.8, at), 2 + (isShared ? 0 : at), 600 - at),
            Action($"capped.{at}", Own(0.8, at), 1 - (isShared ? 0 : at), 300 - at, ", cap: once"),
        });
        double Own(double ratio, int at) => isShared ? ratio : ratio + (at * 0.0001);
        return $$"""
            catalog: { name: desk, defaultLocale: en, unknownEvents: keep }
            events:
              failed: { touches: [user] }
              used: { touches: [account], properties: { type: object, properties: { amount: { type: integer } } } }
              set: { touches: [account], properties: { type: object, properties: { amount: { type: integer } } } }
            traits:
              role: { of: user, type: string }
            meters:
              runs: { of: account, period: month, used: { event: used, add: amount }, limit: { event: set, value: amount } }
            counters:
              failures: { of: user, counted: { event: failed }, window: 7d, bucket: 6h }
            surfaces:
              desk: { channel: in_app, max: 1 }
            caps:
              once: { per: user, max: 1, window: 7d }
            actions:
            {{string.Join('\n', hasWinner ? actions.Append(Action("winner", 0.8, 1, 1)) : actions)}}
            """;
    }

    private static string Action(string id, double ratio, int failures, int priority, string cap = "") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
          {{id}}: { kind: card, surfaces: [desk], priority: {{priority}}{{cap}}, audience: 'user.role == "admin" && account.meters.runs.ratio >= {{ratio}} && user.counters.failures >= {{failures}}', goal: { event: set, within: 7d }, owner: bench@example.com, content: { en: { title: t, body: b } }, why: { en: w } }
        """);
}
