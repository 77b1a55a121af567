namespace Personalization.Samples.Saas;

/// <summary>
/// What goes on just before the history ends, on any day of the week and of the month: whoever looks at the profiles then
/// finds accounts that near their quota and people whose import has just failed.
/// </summary>
internal static class LastHours
{
    private const int QuotaSteps = 12;

    /// <summary>Whether the account's founder runs automations until most of the month's quota is used: every twelfth account.</summary>
    public static bool NearsQuota(int accountNumber) => accountNumber % 12 == 1;

    /// <summary>Whether the account's second user meets an import that fails: every sixth account.</summary>
    public static bool FailsImport(int accountNumber) => accountNumber % 6 == 2;

    /// <summary>Whether the account's last user has only just joined: every tenth account.</summary>
    public static bool HasNewcomer(int accountNumber) => accountNumber % 10 == 0;

    /// <summary>A report that runs for three hours takes the account to between 82 and 88 % of its runs.</summary>
    public static IEnumerable<HistoryEvent> NearQuota(Account account, DateTimeOffset until, SeededRandom random, Teller tell)
    {
        // A story is told one event ahead. This first one comes early enough that the sums below see all that was used before.
        yield return tell.Page(until - TimeSpan.FromMinutes(15 * (QuotaSteps + 1)), "/automation");
        var share = random.Between(82, 88);
        for (var left = QuotaSteps; left > 0; left--)
        {
            var at = until - TimeSpan.FromMinutes(15 * left) + random.Wait(TimeSpan.FromMinutes(4));
            var amount = ((account.Plan.Runs * share / 100) - account.RunsUsed(at)) / left;
            if (amount > 0)
            {
                account.CountRuns(at, amount);
                yield return tell.Track(at, "quota_used", ("meter", "runs"), ("amount", amount));
            }
        }
    }

    /// <summary>Two or three attempts at an import, none of which gets through.</summary>
    public static IEnumerable<HistoryEvent> FailImport(DateTimeOffset until, SeededRandom random, Teller tell)
    {
        var at = until - TimeSpan.FromMinutes(random.Between(20, 300));
        yield return tell.Page(at, "/import");
        for (var attempt = random.Between(2, 3); attempt > 0; attempt--)
        {
            at += random.Wait(TimeSpan.FromSeconds(60));
            yield return tell.Track(at, "import_failed", ("code", random.Pick<string>("csv_encoding", "csv_columns")), ("feature", "csv"));
        }
    }
}
