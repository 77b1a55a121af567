using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Events;
using Personalization.Core.Tests.Decisions.Pipeline;

namespace Personalization.Core.Tests.Turns;

/// <summary>A record holds what it takes to make it again; and where an input was changed, something else comes out.</summary>
public sealed class RecomputeTurnTests
{
    private const int Rounds = 30;

    /// <summary>What the record says of the answer: no change of it comes out again.</summary>
    private static readonly (string Name, Func<Served, Served> Change)[] Outputs =
    [
        ("id", served => served with { Id = "d0" }),
        ("catalog", served => served with { CatalogHash = "another" }),
        ("context", served => served with { Context = new EventContext(Region: "AT") }),
        ("accountVersion", served => served.AccountId is null ? served with { AccountVersion = 1 } : served),
        ("actions", served => served with { Actions = [.. served.Actions, new ServedAction("action.0", "default")] }),
        ("variant", served => served with { Actions = Changed(served, action => action with { Variant = "b" }) }),
        ("deliverAt", served => served with { Actions = Changed(served, action => action with { DeliverAt = action.DeliverAt is { } at ? at + TimeSpan.FromMilliseconds(1) : served.Time }) }),
        ("fills", served => served with { Actions = Changed(served, action => action with { Fills = [.. action.Fills, ""] }) }),
    ];

    /// <summary>What the record says of the question. A change is noticed where it changes the answer.</summary>
    private static readonly (string Name, Func<PlantWorld.Recorded, PlantWorld.Recorded> Change)[] Inputs =
    [
        ("time", record => Change(record, served => served with { Time = served.Time + TimeSpan.FromDays(1), ReceivedAt = served.Time + TimeSpan.FromDays(1) })),
        ("max", record => Change(record, served => served with { Max = served.Max == 1 ? null : 1 })),
        ("surface", record => Change(record, served => served with { Surface = served.Surface == "wall" ? "letter" : "wall" })),
        ("refused", record => Change(record, served => served with { Refused = [] })),
        ("request", record => Change(record, served => served with { RequestContext = Core.Expressions.ValueMap.Empty })),
        ("account", record => Change(record, served => served with { AccountId = null, AccountVersion = 0 })),
        ("accountVersion", record => Change(record, served => served with { AccountVersion = Math.Max(0, served.AccountVersion - 3) })),
        ("version", record => record with { Version = Math.Max(1, record.Version - 1) }),
    ];

    [Fact]
    public void Every_served_decision_is_made_again_to_the_last_member() =>
        ForAll(world => Assert.All(world.Records, record => Assert.Equal(Text(record.Served), Text(world.Recompute(record)!))));

    [Fact]
    public void A_change_of_what_was_answered_never_comes_out_again() => ForAll(world =>
        Assert.All(world.Records, record => Assert.All(Outputs, output =>
        {
            var changed = record with { Served = output.Change(record.Served) };
            Assert.True(Text(changed.Served) == Text(record.Served) || Text(changed.Served) != Text(world.Recompute(changed)!), output.Name);
        })));

    [Fact]
    public void A_change_of_what_was_read_is_noticed_as_soon_as_it_matters()
    {
        var noticed = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 20; seed++)
        {
            var world = Lived(new PlantWorld(new Random(seed)));
            foreach (var record in world.Records)
            {
                noticed.UnionWith(Inputs.Where(input => input.Change(record) is var changed && Text(changed.Served) != Text(world.Recompute(changed)!)).Select(input => input.Name));
            }
        }

        Assert.Equal(Inputs.Select(input => input.Name).Order(StringComparer.Ordinal), noticed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_surface_that_the_catalog_does_not_have_cannot_have_been_decided_for()
    {
        var world = Lived(new PlantWorld(new Random(1)));
        Assert.Null(world.Recompute(Change(world.Records[0], served => served with { Surface = "roof" })));
    }

    [Fact]
    public void The_random_worlds_serve_with_refusals_deliveries_fills_languages_and_to_visitors()
    {
        var worlds = Enumerable.Range(0, 20).Select(seed => Lived(new PlantWorld(new Random(seed)))).ToArray();
        var records = worlds.SelectMany(world => world.Records).ToArray();
        Assert.Contains(records, record => record.Served.Refused.Length > 0);
        Assert.Contains(records, record => record.Served.Actions.Any(action => action.DeliverAt is not null));
        Assert.Contains(records, record => record.Served.Actions.Any(action => action.Fills.Length > 0));
        Assert.Contains(records, record => record.Served.RequestContext.TryGet("textLocale", out _));
        Assert.Contains(records, record => record.Served.RequestContext.TryGet("locale", out _));
        Assert.Contains(records, record => record.Question.User == 2);
        Assert.Contains(records, record => record.Served.Max == 0);
        Assert.Contains(records, record => record.Served.AccountVersion > 1);
    }

    private static PlantWorld Lived(PlantWorld world)
    {
        for (var round = 0; round < Rounds; round++)
        {
            world.Pass();
            world.Serve();
            world.Answer();
        }

        return world;
    }

    private static PlantWorld.Recorded Change(PlantWorld.Recorded record, Func<Served, Served> change) => record with { Served = change(record.Served) };

    private static ServedAction[] Changed(Served served, Func<ServedAction, ServedAction> change) => [.. served.Actions.Select(change)];

    private static string Text(Served served) =>
        $"{served with { Refused = [], Actions = [], RequestContext = Core.Expressions.ValueMap.Empty }} {served.Context}\n"
        + string.Join('\n', served.RequestContext.Entries.ToArray().Select(entry => $"{entry.Key}={entry.Value}"))
        + string.Join('\n', served.Refused.Select(refusal => $"{refusal.ActionId} {refusal.Owner}"))
        + string.Join('\n', served.Actions.Select(action => $"{action.Id} {action.Variant} {action.DeliverAt} {string.Join(';', action.Fills)} {action.Fills.Length}"));

    private static void ForAll(Action<PlantWorld> check) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => check(Lived(new PlantWorld(new Random(seed))))).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
}
