namespace Personalization.Samples.Saas;

/// <summary>What one user does in a session: looks at pages, uses features, imports, exports, invites, and runs into errors.</summary>
internal sealed class SessionStory(Account account, string role, SeededRandom random, Teller tell)
{
    private static readonly string[] ImportErrors = ["csv_encoding", "csv_columns", "file_too_large", "timeout"];
    private static readonly string[] Templates = ["blank", "marketing", "software", "onboarding", "events"];

    /// <summary>How many failures this user has met so far.</summary>
    public int Failures { get; private set; }

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
        3 => [tell.Page(at, "/reports"), tell.Track(at.AddSeconds(20), "report_exported", ("format", random.Pick<string>("pdf", "csv", "xlsx")))],
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
            if (attempt >= 1 && random.Chance(0.2))
            {
                yield return tell.Track(Next(at, TimeSpan.FromMinutes(3)), "ticket_opened", ("topic", "import"));
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
        var runs = (long)random.Between(1, Math.Max(2, (int)(account.Plan.Runs / 110)));
        yield return tell.Track(at, "quota_used", ("meter", "runs"), ("amount", runs));
        if (account.CountRuns(at, runs) && account is { IsGrowing: true, Plan.Next: { } next } && random.Chance(0.2))
        {
            account.Plan = next;
            yield return tell.Group(at.AddMinutes(4));
            yield return tell.Quota(at.AddMinutes(4), "runs", next.Runs);
            yield return tell.Quota(at.AddMinutes(4), "seats", next.Seats);
        }
    }

    private DateTimeOffset Next(DateTimeOffset at, TimeSpan mean) => at + random.Wait(mean);
}
