namespace Personalization.Samples.Saas;

/// <summary>One user's life with the product, told in time order: sign-up, working days with sessions, failures, and perhaps leaving.</summary>
internal sealed class UserStory(Account account, Person person, DateTimeOffset until, SeededRandom random, Teller tell)
{
    private static readonly TimeSpan SupportTakes = TimeSpan.FromHours(3);
    private readonly Persona persona = Persona.Draw(random);
    private readonly SessionStory sessions = new(account, person.Role, random, tell);

    /// <summary>All events of this user, each no earlier than the one before.</summary>
    public IEnumerable<HistoryEvent> Tell()
    {
        var at = person.Joined;
        foreach (var one in SignUp(at))
        {
            yield return one;
        }

        at += TimeSpan.FromMinutes(1);
        for (var day = 0; at < until; day++)
        {
            if (sessions.TicketOpened is { } opened && at >= opened + SupportTakes)
            {
                yield return sessions.SolveTicket(at);
            }

            var failuresBefore = sessions.Failures;
            var isFirstDay = day == 0;
            if (isFirstDay || IsActive(person.Joined.AddDays(day)))
            {
                var count = random.Between(1, persona.SessionsMax);
                var start = isFirstDay ? at : Later(at, StartOfWork(person.Joined.AddDays(day)));
                for (var session = 0; session < count; session++)
                {
                    foreach (var one in sessions.Tell(start, persona.StepsMean, isFirstDay))
                    {
                        at = one.Timestamp;
                        yield return one;
                    }

                    start = at + random.Wait(TimeSpan.FromMinutes(100)) + TimeSpan.FromMinutes(10);
                }
            }

            if (Leaves(hadFailure: sessions.Failures > failuresBefore))
            {
                yield break;
            }

            at = Later(at, person.Joined.AddDays(day));
        }
    }

    private IEnumerable<HistoryEvent> SignUp(DateTimeOffset at)
    {
        yield return tell.Identify(at);
        yield return tell.Group(at.AddSeconds(1));
        if (person.IsFounder)
        {
            yield return tell.Quota(at.AddSeconds(2), "runs", account.Plan.Runs);
            yield return tell.Quota(at.AddSeconds(2), "seats", account.Plan.Seats);
        }

        yield return tell.Track(at.AddSeconds(3), "quota_used", ("meter", "seats"), ("amount", 1L));
        yield return tell.Page(at.AddSeconds(4), "/welcome");
    }

    private bool IsActive(DateTimeOffset day)
    {
        var isWeekend = day.ToOffset(TimeSpan.FromHours(account.Place.OffsetHours)).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return random.Chance(isWeekend ? persona.ActiveDayChance * 0.12 : persona.ActiveDayChance);
    }

    private bool Leaves(bool hadFailure) => random.Chance(hadFailure ? persona.LeaveChance : persona.LeaveChance / 5);

    private DateTimeOffset StartOfWork(DateTimeOffset day)
    {
        var midnight = new DateTimeOffset(day.ToOffset(TimeSpan.FromHours(account.Place.OffsetHours)).Date, TimeSpan.FromHours(account.Place.OffsetHours));
        return midnight.AddHours(8).Add(random.Wait(TimeSpan.FromHours(2.5))).ToUniversalTime();
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
