using System.Globalization;

namespace Personalization.Samples.Saas;

/// <summary>The sample product's history: accounts that sign up, grow and leave, told as one stream in time order.</summary>
public static class SaasHistory
{
    private static readonly string[] FirstNames = ["North", "Bright", "Silver", "Open", "Clear", "Blue", "Swift", "Green", "Solid", "True"];
    private static readonly string[] LastNames = ["wind Logistics", "field Labs", "stone Media", "gate Foods", "water Energy", "path Travel", "forge Tools", "line Insurance"];

    /// <summary>Makes the history lazily: memory is bounded by the number of users, not by the number of events.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static IEnumerable<HistoryEvent> Generate(HistoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Accounts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Users, options.Accounts);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Days, 1);
        return Merge(options);
    }

    private static IEnumerable<HistoryEvent> Merge(HistoryOptions options)
    {
        var stories = new PriorityQueue<IEnumerator<HistoryEvent>, (DateTimeOffset Time, int Story)>(options.Users);
        var number = 0;
        foreach (var story in Stories(options))
        {
            Enqueue(story.GetEnumerator(), number++);
        }

        while (stories.TryDequeue(out var story, out var turn))
        {
            if (turn.Time > options.Until)
            {
                story.Dispose();
                continue;
            }

            yield return story.Current;
            Enqueue(story, turn.Story);
        }

        void Enqueue(IEnumerator<HistoryEvent> story, int order)
        {
            if (story.MoveNext())
            {
                stories.Enqueue(story, (story.Current.Timestamp, order));
            }
            else
            {
                story.Dispose();
            }
        }
    }

    private static IEnumerable<IEnumerable<HistoryEvent>> Stories(HistoryOptions options)
    {
        var users = 0;
        for (var number = 0; number < options.Accounts; number++)
        {
            var random = new SeededRandom(options.Seed, (ulong)number + 1);
            var account = SignUp(number, options, random);
            var usersLeft = options.Users - users;
            var accountsLeft = options.Accounts - number;
            var mean = usersLeft / (double)accountsLeft;
            var size = accountsLeft == 1 ? usersLeft : Math.Clamp((int)(mean * 2.4 * random.Unit() * random.Unit()) + (int)(mean * 0.4), 1, usersLeft - accountsLeft + 1);
            for (var member = 0; member < size; member++)
            {
                var isNewcomer = member > 0 && member == size - 1 && LastHours.HasNewcomer(number);
                foreach (var story in StoriesOf(account, number, member, isNewcomer, ++users, options))
                {
                    yield return story;
                }
            }
        }
    }

    private static IEnumerable<IEnumerable<HistoryEvent>> StoriesOf(
        Account account, int accountNumber, int member, bool isNewcomer, int userNumber, HistoryOptions options)
    {
        var random = new SeededRandom(options.Seed, 1_000_000 + (ulong)userNumber);
        var person = Join(account, member, isNewcomer, userNumber, options, random);
        var messageIds = string.Create(CultureInfo.InvariantCulture, $"saas-{options.Seed}-{person.Id}");
        yield return new UserStory(account, person, options.Until, random, new Teller(person, account, messageIds)).Tell();
        if (options.Until - person.Joined < TimeSpan.FromDays(1))
        {
            yield break;
        }

        // A sequence and message ids of its own: the rest of the story is the same with and without it.
        var lateRandom = new SeededRandom(options.Seed, 2_000_000 + (ulong)userNumber);
        var late = new Teller(person, account, messageIds + "-late");
        if (member == 0 && LastHours.NearsQuota(accountNumber))
        {
            yield return LastHours.NearQuota(account, options.Until, lateRandom, late);
        }

        if (member == 1 && LastHours.FailsImport(accountNumber))
        {
            yield return LastHours.FailImport(options.Until, lateRandom, late);
        }
    }

    private static Account SignUp(int number, HistoryOptions options, SeededRandom random)
    {
        var begin = options.Until.AddDays(-options.Days);
        var isOld = random.Chance(0.6);
        var signedUp = isOld
            ? begin.AddMinutes(random.Between(0, 3 * 24 * 60))
            : begin.AddMinutes(random.Between(0, Math.Max(1, (options.Days - 1) * 24 * 60)));
        return new Account
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"acct-{number + 1:D3}"),
            Name = random.Pick<string>(FirstNames) + random.Pick<string>(LastNames),
            Place = Place.Draw(random),
            SignedUp = signedUp.ToUniversalTime(),
            IsGrowing = random.Chance(0.35),
            Plan = Plan.All[random.PickWeighted(50, 35, 15)],
        };
    }

    private static Person Join(Account account, int member, bool isNewcomer, int number, HistoryOptions options, SeededRandom random)
    {
        var isFounder = member == 0;
        var role = isFounder ? "admin" : random.PickWeighted(8, 70, 22) switch { 0 => "admin", 1 => "member", _ => "analyst" };
        var joined = isFounder ? account.SignedUp : account.SignedUp + TimeSpan.FromHours(1) + random.Wait(TimeSpan.FromDays(5));
        if (isNewcomer && options.Until - account.SignedUp > TimeSpan.FromDays(1))
        {
            joined = options.Until - TimeSpan.FromMinutes(random.Between(90, 20 * 60));
        }

        var (device, os) = random.Chance(0.85)
            ? ("desktop", random.Pick<string>("Windows", "macOS", "Linux"))
            : ("mobile", random.Pick<string>("iOS", "Android"));
        var context = new HistoryContext(account.Place.Locale, account.Place.TimeZone, account.Place.Country, device, os);
        return new Person(number, role, isFounder, joined, context);
    }
}
