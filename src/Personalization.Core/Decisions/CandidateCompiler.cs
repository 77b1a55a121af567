using System.Collections.Immutable;
using System.Globalization;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Decisions;

/// <summary>Makes the candidates of all surfaces of a catalog.</summary>
internal sealed class CandidateCompiler(Catalog catalog, AudienceCompiler compiler, Locality locality, TopicPlan topics)
{
    /// <summary>The name of what is served without an experiment.</summary>
    public const string DefaultVariant = "default";

    /// <summary>Compiles each action's condition once and lists the actions on their surfaces.</summary>
    public IEnumerable<SurfacePlan> Compile()
    {
        var audiences = catalog.Actions.Select(action => Checked(compiler.Compile(action.Audience, out var problems), problems, action.Id)).ToArray();
        return catalog.Surfaces.Select(surface => Compile(surface, audiences)).ToArray();
    }

    private SurfacePlan Compile(SurfaceDefinition surface, Audience[] audiences)
    {
        var actions = catalog.Actions
            .Select((action, slot) => (Action: action, Slot: slot))
            .Where(at => at.Action.Surfaces.Contains(surface.Id))
            .OrderBy(at => at.Action.Tier)
            .ThenByDescending(at => at.Action.Priority)
            .ThenBy(at => at.Action.Id, StringComparer.Ordinal)
            .ToArray();
        var owners = actions.SelectMany(at => SharedBy(at.Action, surface)).Select(need => need.Owner)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        var terms = new SurfaceTerms();
        var candidates = actions.Select(at => Candidate(surface, at.Action, at.Slot, audiences[at.Slot], owners, terms)).ToArray();
        return new SurfacePlan(catalog, surface, locality, owners, terms, candidates);
    }

    private Candidate Candidate(SurfaceDefinition surface, ActionDefinition action, int slot, Audience audience, ImmutableArray<string> owners, SurfaceTerms terms) => new()
    {
        Action = action,
        Slot = slot,
        Audience = audience,
        Parts = terms.PlacesOf(audience),
        Caps = [.. catalog.CapsOf(action, surface).Where(cap => catalog.Caps[cap].Per != SubjectSide.Tenant).Select(terms.PlaceOf)],
        Shared = [.. SharedBy(action, surface).Select(need => need.Need with { Owner = owners.IndexOf(need.Owner) })],
        Timing = Timing(surface, action),
        GroupSlot = action.GroupSlot,
        TagLimits = [.. Enumerable.Range(0, surface.TagLimits.Length).Where(at => action.Tags.Contains(surface.TagLimits[at].Tag))],
        Purposes = (1U << PurposeDefinition.PersonalizationSlot) | (1U << action.PurposeSlot),
        Topic = action.TopicSlot < 0 ? null : topics.On(action.TopicSlot, surface.Channel),
        Digest = action.TopicSlot < 0 || action.IsCritical ? null : new DigestRule(catalog, topics, action.TopicSlot, surface.Channel),
        Content = Content(surface, action),
    };

    private IEnumerable<(string Owner, SharedNeed Need)> SharedBy(ActionDefinition action, SurfaceDefinition surface) =>
        catalog.CapsOf(action, surface)
            .Where(cap => catalog.Caps[cap].Per == SubjectSide.Tenant)
            .Select(cap => (SharedLimit.OfCap(catalog.Caps[cap].Id), new SharedNeed(-1, cap, -1, 0)))
            .Concat(action.Spends.Select(spend =>
                (SharedLimit.OfBudget(catalog.Budgets[spend.BudgetSlot].Id), new SharedNeed(-1, -1, spend.BudgetSlot, spend.AmountMillionths))));

    private Timing Timing(SurfaceDefinition surface, ActionDefinition action)
    {
        var quiet = surface.QuietHoursSlot < 0 ? null : catalog.QuietHours[surface.QuietHoursSlot];
        return new Timing(quiet?.Id, quiet?.Hours, action.BestTime, surface.DefersDelivery);
    }

    private ContentPlan Content(SurfaceDefinition surface, ActionDefinition action)
    {
        var locales = new LocaleChain(action.Content.ByLocale.Keys, catalog.DefaultLocale);
        return new ContentPlan(locales, [.. locales.Locales.Select(locale => Text(surface, action, locale))]);
    }

    private LocalizedText Text(SurfaceDefinition surface, ActionDefinition action, string locale)
    {
        var content = action.Content.ByLocale[locale];
        var templates = content.Select(text => KeyValuePair.Create(text.Key, Template(text.Value, action.Id))).ToArray();
        var why = Template(Why(action, locale), action.Id);
        var standing = new ChosenAction(
            action.Id, action.Kind, DefaultVariant, surface.Channel,
            templates.Where(text => text.Value.Placeholders == 0).ToImmutableSortedDictionary(text => text.Key, text => text.Value.Render([]), StringComparer.Ordinal),
            DeliverAt: null, Reasons(action), why.Placeholders == 0 ? why.Render([]) : "");
        return new LocalizedText(standing, [.. templates.Where(text => text.Value.Placeholders > 0)], why.Placeholders == 0 ? null : why);
    }

    private ImmutableArray<Reason> Reasons(ActionDefinition action) =>
    [
        new(ReasonCodes.AudienceMatch, action.Audience),
        new(ReasonCodes.Priority, Rank(catalog, action)),
    ];

    /// <summary>How an action ranks: <c>priority 80</c>, or <c>tier growth, priority 80</c> where there are tiers.</summary>
    internal static string Rank(Catalog catalog, ActionDefinition action) => catalog.Tiers.Length > 1
        ? string.Create(CultureInfo.InvariantCulture, $"tier {catalog.Tiers[action.Tier]}, priority {action.Priority}")
        : string.Create(CultureInfo.InvariantCulture, $"priority {action.Priority}");

    private string Why(ActionDefinition action, string locale)
    {
        var chain = new LocaleChain(action.Why.Keys, catalog.DefaultLocale);
        return action.Why.IsEmpty ? "" : action.Why[chain.Locales[chain.Find(locale)]];
    }

    private TextTemplate Template(string text, string owner) => Checked(compiler.CompileText(text, out var problems), problems, owner);

    private static T Checked<T>(T? compiled, ImmutableArray<ExpressionProblem> problems, string owner)
        where T : class =>
        compiled ?? throw new ArgumentException($"An expression of {owner} does not compile: {problems[0]}.", nameof(compiled));
}
