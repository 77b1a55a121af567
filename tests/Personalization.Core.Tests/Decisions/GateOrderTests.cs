using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;

namespace Personalization.Core.Tests.Decisions;

/// <summary>An action that several gates would stop is told by the first of them.</summary>
public sealed class GateOrderTests
{
    private const string Stopped = "capped.1";

    private static readonly string[] Codes =
        ["consent_denied", "audience_no_match", "opted_out", "cap_reached", "not_best_time", "content_error", "tenant_cap_reached", "group_taken"];

    [Fact]
    public void Each_gate_goes_before_those_behind_it()
    {
        for (var first = 0; first < Codes.Length; first++)
        {
            Assert.Equal((first, Codes[first]), (first, CodeOf(first)));
        }
    }

    /// <summary>What is told where this gate and all behind it stop the action, and none before it.</summary>
    private static string CodeOf(int first)
    {
        var office = new Office(capMax: first <= 3 ? 1 : 20, change: catalog => catalog with
        {
            Groups = [new ExclusionGroup("one", 1)],
            Actions = [.. catalog.Actions.Select(action => Change(action, first))],
        });
        if (first <= 2)
        {
            office.OptOut(Stopped);
        }

        if (first == 0)
        {
            office.Say(("marketing", false));
        }

        if (first <= 3)
        {
            office.Serve();
        }

        Refusal[] refused = first <= 6 ? [new Refusal(Stopped, "cap/all")] : [];
        var inputs = office.Inputs() with { Refused = refused };
        Span<int> chosen = stackalloc int[SurfaceDefinition.ActionsMaxLimit];
        var count = DecisionEngine.Choose(office.Surface, inputs, chosen);
        var decision = DecisionEngine.Answer(office.Plan, office.Surface, inputs, chosen[..count], default, explain: true);
        return decision.Rejected.Single(one => one.Id == Stopped).Code;
    }

    /// <summary>One other action is in the same group and always chosen before it.</summary>
    private static ActionDefinition Change(ActionDefinition action, int first) => action.Id switch
    {
        "calm.0" => action with { Audience = "true", Priority = 20, GroupSlot = 0 },
        Stopped => action with
        {
            Audience = first <= 1 ? "user.role == 'member'" : "true",
            PurposeSlot = PurposeDefinition.MarketingSlot,
            BestTime = first <= 4 ? new BestTime(Weekdays.All, new TimeOnly(1, 0), new TimeOnly(2, 0)) : null,
            Content = first <= 5 ? new(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty
                .Add("en", ImmutableSortedDictionary<string, string>.Empty.Add("title", "${user.paths[0]}"))) : action.Content,
            GroupSlot = 0,
        },
        _ => action,
    };
}
