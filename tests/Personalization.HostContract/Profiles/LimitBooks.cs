using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.HostContract.Profiles;

/// <summary>
/// What the journal holds about limits, from both sides: the decisions in the streams of users, and the counts in the streams
/// of those who own a limit. Reading them fails the test where the two sides disagree.
/// </summary>
public sealed class LimitBooks
{
    private readonly List<Entry> entries = [];

    private LimitBooks()
    {
    }

    /// <summary>When each serving that a cap counts was counted, by the cap and who it counts for.</summary>
    public IReadOnlyList<Instant> Counted(string cap, string? owner = null) =>
        [.. entries.Where(entry => entry.Limit == cap && (owner is null || entry.Owner.Id == owner)).Select(entry => entry.At)];

    /// <summary>What was spent, by when it was.</summary>
    public IReadOnlyList<(Instant At, long Millionths)> Spent(string budget) =>
        [.. entries.Where(entry => entry.Limit == budget && entry.Millionths > 0).Select(entry => (entry.At, entry.Millionths))];

    /// <summary>Reads and compares both sides.</summary>
    public static Task<LimitBooks> Read(IProfiles profiles, Catalog catalog, IEnumerable<string> users) => Read(profiles, [catalog], users);

    /// <summary>Reads and compares both sides. Each decision is read by the catalog that made it.</summary>
    public static async Task<LimitBooks> Read(IProfiles profiles, IReadOnlyList<Catalog> catalogs, IEnumerable<string> users)
    {
        var books = new LimitBooks();
        foreach (var user in users)
        {
            foreach (var served in (await Stream(profiles, Sample.User(user))).Select(stored => stored.Event).OfType<Served>())
            {
                var catalog = catalogs.Single(one => one.Hash.Value == served.CatalogHash);
                books.entries.AddRange(served.Actions.SelectMany(action => Takes(catalog, served, action, user)));
            }
        }

        var shared = books.entries.Where(entry => entry.Owner.Kind != SubjectKind.User).ToList();
        var kept = new List<Entry>();
        foreach (var owner in catalogs.SelectMany(Owners).Concat(shared.Select(entry => entry.Owner)).Distinct())
        {
            var stream = await Stream(profiles, owner);
            Assert.Equal(stream.Count, stream.Select(stored => stored.Event.Id).Distinct().Count());
            Assert.Equal(Enumerable.Range(1, stream.Count).Select(version => (long)version), stream.Select(stored => stored.Version));
            kept.AddRange(stream.Where(stored => owner.Kind == SubjectKind.Shared || stored.Event is CapCounted).Select(stored => Kept(owner, stored.Event)));
        }

        Assert.Equal(shared.Select(entry => entry.ToString()).Order(StringComparer.Ordinal), kept.Select(entry => entry.ToString()).Order(StringComparer.Ordinal));
        return books;
    }

    private static IEnumerable<SubjectKey> Owners(Catalog catalog) =>
    [
        .. catalog.Caps.Where(cap => cap.Per == SubjectSide.Tenant).Select(cap => Sample.Shared($"cap/{cap.Id}")),
        .. catalog.Budgets.Select(budget => Sample.Shared($"budget/{budget.Id}")),
    ];

    private static IEnumerable<Entry> Takes(Catalog catalog, Served served, ServedAction chosen, string user)
    {
        var action = catalog.Actions.Single(one => one.Id == chosen.Id);
        var surface = catalog.Surfaces.Single(one => one.Id == served.Surface);
        foreach (var cap in catalog.CapsOf(action, surface).Select(slot => catalog.Caps[slot]))
        {
            var owner = cap.Per switch
            {
                SubjectSide.User => Sample.User(user),
                SubjectSide.Account => served.AccountId is { } account ? Sample.Account(account) : default,
                _ => Sample.Shared($"cap/{cap.Id}"),
            };
            if (owner != default)
            {
                yield return new Entry(owner, cap.Id, served.Id, chosen.DeliverAt ?? served.Time, 0);
            }
        }

        foreach (var spend in action.Spends)
        {
            var budget = catalog.Budgets[spend.BudgetSlot].Id;
            yield return new Entry(Sample.Shared($"budget/{budget}"), budget, served.Id, served.Time, spend.AmountMillionths);
        }
    }

    private static Entry Kept(SubjectKey owner, Event one) => one switch
    {
        CapCounted counted => new Entry(owner, counted.CapId, counted.DecisionId, counted.CountsAt ?? counted.Time, 0),
        BudgetSpent spent => new Entry(owner, spent.BudgetId, spent.DecisionId, spent.Time, spent.AmountMillionths),
        _ => throw new InvalidOperationException($"{one.Type} does not belong into the stream of {owner}."),
    };

    private static async Task<List<StoredEvent>> Stream(IProfiles profiles, SubjectKey subject)
    {
        var events = new List<StoredEvent>();
        for (long? next = 0; next is { } after;)
        {
            var page = await profiles.ReadEvents(subject, after, Grains.Limits.EventsPerPage, TestContext.Current.CancellationToken);
            events.AddRange(page.Events);
            next = page.Next;
        }

        return events;
    }

    /// <summary>One serving that a limit counts.</summary>
    private sealed record Entry(SubjectKey Owner, string Limit, string DecisionId, Instant At, long Millionths);
}
