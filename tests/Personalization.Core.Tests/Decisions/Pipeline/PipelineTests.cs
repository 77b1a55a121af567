using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions.Pipeline;

/// <summary>The whole pipeline over random catalogs, random people in several time zones and clocks that are put right by up to a day, against a slow model.</summary>
public sealed class PipelineTests
{
    private const int Rounds = 40;

    [Fact]
    public void Every_decision_is_the_slow_models_with_the_same_stage_for_every_other_candidate() => ForAll(world =>
    {
        for (var round = 0; round < Rounds; round++)
        {
            world.Pass();
            if (round % 4 == 3)
            {
                world.Answer();
                world.Prefer();
            }

            // The model looks at the servings before this one.
            var before = world.Servings.ToArray();
            var (question, decision) = world.Serve();
            var after = world.Servings.ToArray();
            Restore(world, before);
            var (chosen, stages) = new SlowModel(world, question).Decide();
            Restore(world, after);
            Assert.Equal(chosen, decision.Actions.Select(action => (action.Id, action.DeliverAt ?? question.Now)));
            Assert.Equal(stages, decision.Rejected.ToDictionary(one => one.Id, one => one.Stage));
        }
    });

    [Fact]
    public void No_window_of_any_cap_ever_holds_more_than_the_cap() => ForAll(world =>
    {
        for (var round = 0; round < Rounds; round++)
        {
            world.Pass();
            world.Prefer();
            world.Serve();
        }

        for (var slot = 0; slot < world.Catalog.Caps.Length; slot++)
        {
            var cap = world.Catalog.Caps[slot];
            foreach (var owner in world.Servings.Where(one => IsCounted(cap, slot, one)).GroupBy(one => Owner(cap, one)))
            {
                Assert.All(owner, last => Assert.True(InWindow(world, cap, [.. owner], last) <= cap.Max, $"{cap} of {owner.Key}"));
            }
        }
    });

    [Fact]
    public void The_random_worlds_reach_every_stage()
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 40; seed++)
        {
            var world = new PlantWorld(new Random(seed));
            for (var round = 0; round < Rounds; round++)
            {
                world.Pass();
                world.Answer();
                world.Prefer();
                var (_, decision) = world.Serve();
                codes.UnionWith(decision.Rejected.Select(one => one.Code));
                codes.UnionWith(decision.Actions.SelectMany(one => one.Reasons).Select(reason => reason.Code));
            }
        }

        // Conditions and texts that fail are not part of these worlds.
        var reached = ReasonCodes.All.Except([ReasonCodes.AudienceError, ReasonCodes.ContentError]).Select(code => code.Name);
        Assert.Equal(reached.Order(StringComparer.Ordinal), codes.Order(StringComparer.Ordinal));
    }

    private static int InWindow(PlantWorld world, CapDefinition cap, List<PlantWorld.Serving> servings, PlantWorld.Serving last)
    {
        var zone = cap.Per == SubjectSide.User && world.Catalog.TimeZones.TryFind(world.Zones[last.User], out var found) ? found : SlowModel.TenantZone(world.Catalog);
        return servings.Count(one => cap switch
        {
            { Window: { } window } => one.CountsAt > last.CountsAt - window && one.CountsAt <= last.CountsAt,
            { Each: { } unit } => SlowModel.IsInOrAfter(unit, zone, one.CountsAt, last.CountsAt) && SlowModel.IsInOrAfter(unit, zone, last.CountsAt, one.CountsAt),
            _ => true,
        });
    }

    private static bool IsCounted(CapDefinition cap, int slot, PlantWorld.Serving serving) =>
        (serving.Action.CapSlots.Contains(slot) || cap.Scope.Counts(serving.Action, serving.Surface)) && (cap.Per != SubjectSide.Account || serving.AccountId is not null);

    private static string Owner(CapDefinition cap, PlantWorld.Serving serving) => cap.Per switch
    {
        SubjectSide.User => $"u{serving.User}",
        SubjectSide.Account => serving.AccountId!,
        _ => "tenant",
    };

    private static void Restore(PlantWorld world, PlantWorld.Serving[] servings)
    {
        world.Servings.Clear();
        world.Servings.AddRange(servings);
    }

    private static void ForAll(Action<PlantWorld> check) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => check(new PlantWorld(new Random(seed)))).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
}
