using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Turns;
using Personalization.Gateway.Pages.Html;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Gateway.Pages.Recent;

/// <summary>Finds what was chosen for a person lately, in their own journal: each action once, as it was served last.</summary>
internal sealed class RecentActions(IProfiles profiles, ICatalogs catalogs)
{
    private const string Title = "title";

    /// <summary>The newest first; at most <see cref="Limits.RecentActions"/> among the newest <see cref="Limits.RecentEvents"/> events.</summary>
    public async ValueTask<IReadOnlyList<RecentAction>> Read(PageVisit visit, CancellationToken cancellation)
    {
        var found = new List<RecentAction>();
        var undone = new HashSet<string>(StringComparer.Ordinal);
        var last = visit.View.Version;
        var end = Math.Max(0, last - Limits.RecentEvents);
        while (last > end && found.Count < Limits.RecentActions)
        {
            var first = Math.Max(end, last - Limits.RecentPageEvents);
            foreach (var stored in (await Between(visit, first, last, cancellation)).AsEnumerable().Reverse())
            {
                if (stored.Event is Unmerged unmerged)
                {
                    undone.Add(unmerged.MergeId);
                }
                else if (Adopted.OriginalOf(stored.Event) is Served served && !(stored.Event is Adopted adopted && undone.Contains(adopted.MergeId)))
                {
                    await Add(found, visit, served);
                }
            }

            last = first;
        }

        return [.. found.Take(Limits.RecentActions)];
    }

    private async ValueTask<List<StoredEvent>> Between(PageVisit visit, long after, long through, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        for (long? next = after; next is { } version && version < through;)
        {
            var page = await profiles.ReadEvents(visit.View.Subject, version, (int)(through - version), cancellation);
            events.AddRange(page.Events);
            next = page.Next;
        }

        return events;
    }

    private async ValueTask Add(List<RecentAction> found, PageVisit visit, Served served)
    {
        if (served.Actions.All(action => found.Exists(known => known.Id == action.Id)))
        {
            return;
        }

        var tenant = visit.View.Subject.Tenant;
        var catalog = await catalogs.Find(tenant, new CatalogHash(served.CatalogHash)) ?? (catalogs.TryGetActive(tenant, out var active) ? active : null);
        if (catalog is null)
        {
            return;
        }

        // What was filled in belongs to the language of then; a text without that can be read in the language of the page.
        var isFilled = Array.Exists(served.Actions, action => action.Fills.Length > 0);
        var locale = isFilled ? Said(served, "locale") ?? Said(served, "textLocale") : visit.Language.Wanted;
        var shown = isFilled ? served : served with { RequestContext = new([new(Value.String("locale"), Value.String(visit.Language.Wanted))]) };
        foreach (var action in RepeatTurn.Answer(catalog.Decisions, shown, version: 1).Actions)
        {
            if (!found.Exists(known => known.Id == action.Id))
            {
                var language = visit.Language.TagOf(LocaleOf(catalog.Catalog, action.Id, locale));
                var title = action.Content.GetValueOrDefault(Title) ?? action.Content.Values.FirstOrDefault(action.Id);
                found.Add(new RecentAction(action.Id, new WrittenText(title, language), new WrittenText(action.Why, language), action.Channel, action.DeliverAt ?? served.Time));
            }
        }
    }

    private static string? Said(Served served, string member) => served.RequestContext.TryGet(member, out var said) && said.Kind == ValueKind.String ? said.AsString : null;

    private static string LocaleOf(Catalog catalog, string actionId, string? wanted)
    {
        var chain = new LocaleChain(catalog.Actions.Single(action => action.Id == actionId).Content.ByLocale.Keys, catalog.DefaultLocale);
        return chain.Locales[chain.Find(wanted)];
    }
}
