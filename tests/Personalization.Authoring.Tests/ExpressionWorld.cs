using System.Collections.Immutable;
using Personalization.Core;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Authoring.Tests;

/// <summary>Folds the events that the guide to expressions lists.</summary>
internal sealed class ExpressionWorld
{
    private static readonly TenantId Tenant = new("test/guide");
    private readonly FoldPlan plan;

    /// <param name="catalog">The catalog of the page.</param>
    /// <param name="examples">All expressions; profiles must keep what they ask for.</param>
    /// <param name="events">Time, sides, what happened and a map; the last is the request.</param>
    public ExpressionWorld(Catalog catalog, IEnumerable<string> examples, ImmutableArray<(string Time, string Who, string What, string With)> events)
    {
        var asking = catalog.Actions[0] with { Id = "asking", Why = examples.Select((source, at) => (source, at)).ToImmutableSortedDictionary(one => $"x{one.at}", one => $"${{{one.source}}}") };
        var whole = catalog with { Actions = catalog.Actions.Add(asking) };
        plan = FoldPlan.Compile(whole);
        Compiler = new AudienceCompiler(whole);
        var user = new Profile(plan, SubjectSide.User);
        var account = new Profile(plan, SubjectSide.Account);
        foreach (var (time, who, what, with) in events[..^1])
        {
            var occurred = Event($"e{user.Version + account.Version}", Instant.From(DateTimeOffset.Parse(time, null)), what, Map(with));
            foreach (var profile in new[] { user, account }.Where(profile => who.Contains(profile.Side.ToString(), StringComparison.OrdinalIgnoreCase)))
            {
                Evolve.Apply(plan, profile, profile.Version + 1, occurred);
            }
        }

        var (at, _, _, said) = events[^1];
        var now = Instant.From(DateTimeOffset.Parse(at, null));
        var request = new RequestContext(Channel: Text(Map(said), "channel"), Device: Text(Map(said), "device"), Path: Text(Map(said), "path"));
        Somebody = new AudienceContext(user, account, "a1", request, now) { Subject = new SubjectKey(Tenant, SubjectKind.User, "u1") };
        Nobody = new AudienceContext(new Profile(plan, SubjectSide.User), null, null, RequestContext.None, now)
        {
            Subject = new SubjectKey(Tenant, SubjectKind.Anonymous, "v1"),
        };
    }

    /// <summary>Compiles expressions of the page.</summary>
    public AudienceCompiler Compiler { get; }

    /// <summary>The user of the page.</summary>
    public AudienceContext Somebody { get; }

    /// <summary>A visitor of whom nothing is known.</summary>
    public AudienceContext Nobody { get; }

    private static Event Event(string id, Instant time, string what, ValueMap with) => what switch
    {
        "identify" => new Identified { Id = id, Time = time, ReceivedAt = time, AccountId = "a1", Traits = with },
        "group" => new Grouped { Id = id, Time = time, ReceivedAt = time, AccountId = "a1", Traits = with },
        "viewed" => new Viewed
        {
            Id = id,
            Time = time,
            ReceivedAt = time,
            Path = Text(with, "path")!,
            Context = new EventContext(Text(with, "locale"), Text(with, "timezone"), Text(with, "region"), Text(with, "device"), Text(with, "os"), Text(with, "appVersion")),
        },
        "served" => new Served
        {
            Id = id,
            Time = time,
            ReceivedAt = time,
            Surface = Text(with, "surface")!,
            CatalogHash = "",
            Actions = [new ServedAction(Text(with, "action")!, "default")],
        },
        _ when Enum.TryParse<Outcome>(what.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var outcome) => new OutcomeRecorded
        {
            Id = id,
            Time = time,
            ReceivedAt = time,
            DecisionId = "d",
            ActionId = Text(with, "action")!,
            Outcome = outcome,
            Until = with.TryGet("until", out var until) ? until.AsTimestamp : null,
        },
        _ => new Tracked { Id = id, Time = time, ReceivedAt = time, Name = what, Properties = with },
    };

    private static ValueMap Map(string source)
    {
        var map = ExpressionCompiler.Compile(source, new ObjectType<Nothing>("nothing"), null, ExpressionRigor.Strict, out var problems);
        Assert.Empty(problems);
        return map!.Evaluate(default).AsMap;
    }

    private static string? Text(ValueMap map, string key) => map.TryGet(key, out var value) ? value.AsString : null;

    private readonly struct Nothing;
}
