using Personalization.Chaos.Load;
using Personalization.Core.Catalogs;
using Personalization.Journal;
using Personalization.Journal.Postgres;

namespace Personalization.Chaos.Checking;

/// <summary>Reads the journal from its begin and holds it against what clients were told.</summary>
internal static class JournalCheck
{
    /// <summary>Reads a database.</summary>
    /// <returns>A line of numbers.</returns>
    public static async Task<string> Run(string connection, Ledger ledger, Catalog catalog, Violations violations)
    {
        await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection });
        var (versions, serves) = (new VersionRule(), new ServeRule(ledger.Serves));
        IRecordRule[] rules = [versions, new EventRule(ledger.Events), serves, new CapRule(catalog), new BudgetRule(catalog), new CountRule(catalog)];
        var count = 0L;
        await foreach (var stored in journal.ReadFrom(0, CancellationToken.None))
        {
            count++;
            See(rules, stored);
        }

        foreach (var rule in rules)
        {
            violations.Add(rule.Name, rule.Violations());
        }

        return $"journal: {count:N0} events in {versions.Last.Count:N0} streams, {serves.Count:N0} decisions";
    }

    private static void See(IRecordRule[] rules, in StoredEvent stored)
    {
        foreach (var rule in rules)
        {
            rule.See(stored);
        }
    }
}
