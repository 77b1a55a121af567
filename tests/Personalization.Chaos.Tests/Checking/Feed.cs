using Personalization.Authoring;
using Personalization.Chaos.Checking;
using Personalization.Chaos.Load;
using Personalization.Chaos.Worlds;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Chaos.Tests.Checking;

/// <summary>A journal's feed that a test writes by hand, in order and with the right versions unless it says otherwise.</summary>
internal sealed class Feed
{
    private static readonly Instant Start = new(1_700_000_000_000);
    private readonly List<StoredEvent> events = [];
    private readonly Dictionary<SubjectKey, long> versions = [];

    /// <summary>The catalog of the harness.</summary>
    public static Catalog Catalog { get; } = CatalogLoader.LoadFolder(World.Catalog).Catalog!;

    public Feed Work(string id, params SubjectKey[] streams)
    {
        foreach (var stream in streams)
        {
            Add(stream, new Tracked { Id = id, Name = "work_done", Time = Start, ReceivedAt = Start });
        }

        return this;
    }

    /// <summary>A decision that served an action, with what its owners count for it.</summary>
    public Feed Serve(string id, string user, string action, double seconds = 0, string? requestId = null, bool isCounted = true)
    {
        var time = Start + TimeSpan.FromSeconds(seconds);
        var account = Population.AccountOf(user);
        var defined = Catalog.Actions.Single(one => one.Id == action);
        Add(Population.User(user), new Served
        {
            Id = id, Surface = defined.Surfaces[0], CatalogHash = Catalog.Hash.Value, AccountId = account, RequestId = requestId, Actions = [new ServedAction(action, "default")],
            Time = time, ReceivedAt = time,
        });
        return isCounted ? Count(id, defined, account, time) : this;
    }

    public Feed CountCap(string decision, SubjectKey owner, string cap) =>
        Add(owner, new CapCounted { Id = $"{decision}/{cap}", CapId = cap, DecisionId = decision, Time = Start, ReceivedAt = Start });

    public Feed Add(SubjectKey stream, Event one, long? version = null)
    {
        versions[stream] = version ?? versions.GetValueOrDefault(stream) + 1;
        events.Add(new StoredEvent(events.Count + 1, stream, versions[stream], one));
        return this;
    }

    /// <summary>What a rule finds wrong.</summary>
    public IReadOnlyList<string> Judge(IRecordRule rule)
    {
        foreach (var stored in events)
        {
            rule.See(stored);
        }

        return [.. rule.Violations()];
    }

    private Feed Count(string id, ActionDefinition action, string account, Instant time)
    {
        foreach (var cap in action.CapSlots.Select(slot => Catalog.Caps[slot]).Where(cap => cap.Per != SubjectSide.User))
        {
            CountCap(id, cap.Per == SubjectSide.Account ? Population.Account(account) : Population.Shared(SharedLimit.OfCap(cap.Id)), cap.Id);
        }

        foreach (var spend in action.Spends)
        {
            var budget = Catalog.Budgets[spend.BudgetSlot].Id;
            Add(Population.Shared(SharedLimit.OfBudget(budget)), new BudgetSpent
            {
                Id = $"{id}/{budget}", BudgetId = budget, DecisionId = id, AmountMillionths = spend.AmountMillionths, PeriodStart = Instant.MinValue, Time = time, ReceivedAt = time,
            });
        }

        return this;
    }
}
