using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Simulation.Worlds;

namespace Personalization.Simulation.Checking;

/// <summary>Counts what decisions take from caps and budgets, by what the catalog says and not by what profiles know.</summary>
internal sealed class LimitAudit
{
    private readonly Dictionary<(SubjectKey Owner, string Cap), List<(Instant At, string? MergeId)>> counted = [];
    private readonly Dictionary<(string Budget, Instant Period), long> spent = [];
    private readonly Dictionary<(SubjectKey User, string Surface, string Request), (Instant Time, int Number)> requests = [];
    private readonly Dictionary<SubjectKey, int> requestCounts = [];

    /// <summary>Looks at a call. Throws where it takes more than there is, or where its parts disagree.</summary>
    public void Check(LedgerEvent[] call)
    {
        var expected = new List<string>();
        foreach (var one in call)
        {
            if (one.Event is Merged merged)
            {
                // From now on the user's caps have that much less room, whichever of the id's events their stream got.
                Adopt(one.Subject, new SubjectKey(one.Subject.Tenant, merged.SourceKind, merged.SourceId), merged.Id);
            }
            else if (one.Event is Unmerged unmerged)
            {
                // It was somebody else after all: the user has that room again, and the id what it took itself.
                GiveBack(one.Subject, unmerged.MergeId);
            }
            else if (one.Event is Served served)
            {
                CheckRepeat(one.Subject, served);
                var catalog = Fair.Catalogs.Single(active => active.Catalog.Hash.Value == served.CatalogHash).Catalog;
                foreach (var action in served.Actions)
                {
                    Take(catalog, one.Subject, served, action, expected);
                }
            }
        }

        var found = call.Select(Hold).OfType<string>().Order(StringComparer.Ordinal);
        ViolationException.ThrowUnless(expected.Order(StringComparer.Ordinal).SequenceEqual(found), ViolationKind.LostHold,
            () => $"A decision takes [{string.Join(", ", expected)}], and counted is [{string.Join(", ", call.Select(Hold).OfType<string>())}].");
    }

    private void Take(Catalog catalog, SubjectKey user, Served served, ServedAction chosen, List<string> expected)
    {
        var action = catalog.Actions.Single(one => one.Id == chosen.Id);
        var surface = catalog.Surfaces.Single(one => one.Id == served.Surface);
        foreach (var cap in catalog.CapsOf(action, surface).Select(slot => catalog.Caps[slot]))
        {
            SubjectKey? owner = cap.Per switch
            {
                SubjectSide.User => user,
                SubjectSide.Account => served.AccountId is { } account ? new SubjectKey(user.Tenant, SubjectKind.Account, account) : null,
                _ => new SubjectKey(user.Tenant, SubjectKind.Shared, SharedLimit.OfCap(cap.Id)),
            };
            if (owner is not { } counts)
            {
                continue;
            }

            Count(cap, counts, chosen.DeliverAt ?? served.Time);
            if (cap.Per != SubjectSide.User)
            {
                expected.Add($"{cap.Id} of {counts} for {served.Id}");
            }
        }

        foreach (var spend in action.Spends)
        {
            var budget = catalog.Budgets[spend.BudgetSlot];
            expected.Add($"{spend.AmountMillionths} of {budget.Id} for {served.Id}");
            Spend(budget, spend.AmountMillionths, served.Time);
        }
    }

    private void GiveBack(SubjectKey user, string mergeId)
    {
        foreach (var (_, times) in counted.Where(cap => cap.Key.Owner == user))
        {
            times.RemoveAll(one => one.MergeId == mergeId);
        }
    }

    private void Adopt(SubjectKey user, SubjectKey source, string mergeId)
    {
        foreach (var ((_, cap), taken) in counted.Where(cap => cap.Key.Owner == source).ToList())
        {
            TimesOf(cap, user).AddRange(taken.Select(one => (one.At, (string?)mergeId)));
        }
    }

    private List<(Instant At, string? MergeId)> TimesOf(string cap, SubjectKey owner)
    {
        if (!counted.TryGetValue((owner, cap), out var times))
        {
            counted.Add((owner, cap), times = []);
        }

        return times;
    }

    private void Count(CapDefinition cap, SubjectKey owner, Instant at)
    {
        var times = TimesOf(cap.Id, owner);
        var used = times.Count(one => cap.Window is not { } window || one.At > at - window);
        ViolationException.ThrowUnless(used < cap.Max, ViolationKind.LimitExceeded, () => $"{cap.Id} of {owner} gives number {used + 1} of {cap.Max} at {at}.");
        times.Add((at, null));
    }

    private void Spend(BudgetDefinition budget, long amount, Instant at)
    {
        // The simulated fair is in UTC, where a day is a day.
        var period = budget.Each is null ? Instant.MinValue : new Instant(at.UnixMilliseconds - (at.UnixMilliseconds % 86_400_000));
        var before = spent.GetValueOrDefault((budget.Id, period));
        ViolationException.ThrowUnless(before + amount <= budget.MaxMillionths, ViolationKind.LimitExceeded,
            () => $"{budget.Id} pays {amount} after {before} of {budget.MaxMillionths}.");
        spent[(budget.Id, period)] = before + amount;
    }

    private void CheckRepeat(SubjectKey user, Served served)
    {
        if (served.RequestId is not { } request)
        {
            return;
        }

        var number = requestCounts[user] = requestCounts.GetValueOrDefault(user) + 1;
        if (requests.TryGetValue((user, served.Surface, request), out var before))
        {
            ViolationException.ThrowUnless(
                served.Time - before.Time > TimeSpan.FromHours(24) || number - before.Number >= Core.Limits.RequestsMax,
                ViolationKind.RepeatedServe, () => $"{user} was served twice for {request} on {served.Surface}.");
        }

        requests[(user, served.Surface, request)] = (served.Time, number);
    }

    private static string? Hold(LedgerEvent one) => one.Event switch
    {
        CapCounted cap => $"{cap.CapId} of {one.Subject} for {cap.DecisionId}",
        BudgetSpent budget => $"{budget.AmountMillionths} of {budget.BudgetId} for {budget.DecisionId}",
        _ => null,
    };
}
