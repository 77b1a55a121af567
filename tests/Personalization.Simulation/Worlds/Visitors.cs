using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Worlds;

/// <summary>Who there is in a world, and what an event's number makes of it.</summary>
public static class Visitors
{
    /// <summary>How many users, of whom the last two are anonymous, and how many accounts they share.</summary>
    public const int Users = 7, Accounts = 3;

    private const int KnownUsers = Users - 2;

    /// <summary>A user by number.</summary>
    public static SubjectKey User(int number) => number < KnownUsers
        ? new SubjectKey(Fair.Tenant, SubjectKind.User, $"u{number}")
        : new SubjectKey(Fair.Tenant, SubjectKind.Anonymous, $"v{number}");

    /// <summary>An account's id by number.</summary>
    public static string Account(int number) => $"a{number}";

    /// <summary>The event that a client sends.</summary>
    /// <param name="sent">Which.</param>
    /// <param name="now">When it arrives.</param>
    public static IncomingEvent Make(SentEvent sent, Instant now)
    {
        var dice = new Dice((ulong)sent.Number * 0x9E3779B97F4A7C15);
        var kind = dice.Below(100);
        var number = dice.Below(Users);
        var account = dice.Percent(50) ? Account(dice.Below(Accounts)) : null;
        var head = new Viewed
        {
            Id = $"e{sent.Number}",
            Time = new Instant(Clock.StartUnixMilliseconds + sent.AfterMilliseconds),
            ReceivedAt = now,
            AccountId = account,
            Path = $"/stand/{dice.Below(9)}",
        };
        Event made = kind switch
        {
            < 68 => Track(head, dice),
            < 78 => new Identified { Id = head.Id, Time = head.Time, ReceivedAt = now, AccountId = account, Traits = Map(("height", dice.Below(200)), ("role", $"r{dice.Below(3)}")) },
            < 90 => new Grouped { Id = head.Id, Time = head.Time, ReceivedAt = now, AccountId = account ?? Account(0), Traits = Map(("members", dice.Below(50))) },
            < 95 => new Aliased { Id = head.Id, Time = head.Time, ReceivedAt = now, PreviousId = $"p{dice.Below(5)}" },
            _ => head,
        };
        var isOfAccountAlone = kind is >= 60 and < 68 && account is not null;
        return isOfAccountAlone ? new IncomingEvent(null, null, made)
            : number < KnownUsers ? new IncomingEvent(User(number).Id, SignsIn(made, dice), made)
            : new IncomingEvent(null, User(number).Id, made);
    }

    /// <summary>Now and then a known user identifies themselves in a browser that was a visitor's.</summary>
    private static string? SignsIn(Event made, Dice dice) =>
        made is Identified && dice.Percent(25) ? User(KnownUsers + dice.Below(Users - KnownUsers)).Id : null;

    private static Tracked Track(Event head, Dice dice) => new()
    {
        Id = head.Id,
        Time = head.Time,
        ReceivedAt = head.ReceivedAt,
        AccountId = head.AccountId,
        Name = dice.Of(Fair.Events.AsSpan()),
        Properties = Map(("code", $"E{dice.Below(4)}"), ("amount", dice.Below(30)), ("note", new string('n', dice.Percent(10) ? dice.Below(3000) : dice.Below(40)))),
    };

    private static ValueMap Map(params (string Name, object Value)[] entries) => new([.. entries.Select(entry =>
        new KeyValuePair<Value, Value>(Value.String(entry.Name), entry.Value is int number ? Value.Int(number) : Value.String((string)entry.Value)))]);
}
