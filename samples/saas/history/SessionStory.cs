namespace Personalization.Samples.Saas;

/// <summary>What one user does in a session: looks at pages, uses features, imports, exports, invites, and runs into errors.</summary>
internal sealed class SessionStory(Account account, string role, SeededRandom random, Teller tell)
{
    private static readonly string[] ImportErrors = ["csv_encoding", "csv_columns", "file_too_large", "timeout"];
    private static readonly string[] Templates = ["blank", "marketing", "software", "onboarding", "events"];

    /// <summary>How many failures this user has met so far.</summary>
    public int Failures { get; private set; }

    /// <summary>When the ticket was opened that support has not solved yet; null for none.</summary>
    public DateTimeOffset? TicketOpened { get; private set; }

    /// <summary>Support solves the open ticket.</summary>
    public HistoryEvent SolveTicket(DateTimeOffset at)
    {
        TicketOpened = null;
        return tell.Track(at, "ticket_solved", ("topic", "import"));
    }

    /// <summary>The events of one session from <paramref name="start"/> on.</summary>
    public IEnumerable<HistoryEvent> Tell(DateTimeOffset start, int stepsMean, bool isFirst)
    {
        var at = start;
        yield return tell.Page(at, "/home");
        if (isFirst)
        {
            at = Next(at, TimeSpan.FromSeconds(50));
            yield return tell.Track(at, "project_created", ("template", random.Pick<string>(Templates)));
        }

        var steps = random.Between(Math.Max(1, stepsMean / 3), stepsMean * 5 / 3);
        for (var step = 0; step < steps; step++)
        {
            at = Next(at, TimeSpan.FromSeconds(70));
            foreach (var one in Step(at))
            {
                at = one.Timestamp;
                yield return one;
            }
        }
    }

    private IEnumerable<HistoryEvent> Step(DateTimeOffset at) => (role switch
    {
        "admin" => random.PickWeighted(44, 6, 12, 6, 8, 20, 4),
        "analyst" => random.PickWeighted(40, 3, 22, 16, 1, 18, 0),
        _ => random.PickWeighted(60, 5, 8, 4, 1, 22, 0),
    }) switch
    {
        0 => UseFeature(at),
        1 => [tell.Track(at, "project_created", ("template", random.Pick<string>(Templates)))],
        2 => Import(at),
        3 => [tell.Page(at, "/reports"), Export(at.AddSeconds(20))],
        4 => [tell.Page(at, "/settings/people"), tell.Track(at.AddSeconds(15), "user_invited", ("role", random.Pick<string>("member", "member", "analyst", "admin")))],
        5 => Automate(at),
        _ => [tell.Page(at, "/settings/billing")],
    };

    private HistoryEvent[] UseFeature(DateTimeOffset at)
    {
        var feature = Product.Features[random.PickWeighted(Product.FeatureWeights(role))];
        var use = tell.Track(at.AddSeconds(2), "feature_used", ("feature", feature), ("durationMs", (long)random.Between(2_000, 240_000)));
        return random.Chance(0.4) ? [tell.Page(at, Product.PageOf(feature)), use] : [use];
    }

    private HistoryEvent Export(DateTimeOffset at)
    {
        var format = random.Pick<string>("pdf", "csv", "xlsx");
        if (!random.Chance(0.04))
        {
            return tell.Track(at, "report_exported", ("format", format));
        }

        Failures++;
        return tell.Track(at, "export_failed", ("code", random.Pick<string>("timeout", "too_many_rows")), ("format", format));
    }

    private IEnumerable<HistoryEvent> Import(DateTimeOffset at)
    {
        yield return tell.Page(at, "/import");
        for (var attempt = 0; ; attempt++)
        {
            at = Next(at, TimeSpan.FromSeconds(40));
            if (!random.Chance(attempt == 0 ? 0.16 : 0.4))
            {
                yield return tell.Track(at, "import_completed", ("rows", (long)random.Between(20, 40_000)), ("feature", "csv"));
                yield break;
            }

            Failures++;
            yield return tell.Track(at, "import_failed", ("code", random.Pick<string>(ImportErrors)), ("feature", "csv"));
            if (attempt >= 1 && TicketOpened is null && random.Chance(0.2))
            {
                TicketOpened = Next(at, TimeSpan.FromMinutes(3));
                yield return tell.Track(TicketOpened.Value, "ticket_opened", ("topic", "import"));
                yield break;
            }

            if (random.Chance(0.25))
            {
                yield break;
            }
        }
    }

    private IEnumerable<HistoryEvent> Automate(DateTimeOffset at)
    {
        var wanted = (long)random.Between(1, Math.Max(2, (int)(account.Plan.Runs / 110)));
        var runs = Math.Min(wanted, account.Plan.Runs - account.RunsUsed(at));
        if (runs > 0)
        {
            account.CountRuns(at, runs);
            yield return tell.Track(at, "quota_used", ("meter", "runs"), ("amount", runs));
        }
        else
        {
            yield return tell.Page(at, "/settings/billing");
        }

        var isNearlyUsedUp = account.RunsUsed(at) * 100 >= account.Plan.Runs * 95;
        if (isNearlyUsedUp && account is { IsGrowing: true, Plan.Next: { } next } && random.Chance(0.2))
        {
            account.Plan = next;
            yield return tell.Group(at.AddMinutes(4));
            yield return tell.Quota(at.AddMinutes(4), "runs", next.Runs);
            yield return tell.Quota(at.AddMinutes(4), "seats", next.Seats);
        }
    }

    private DateTimeOffset Next(DateTimeOffset at, TimeSpan mean) => at + random.Wait(mean);
}
