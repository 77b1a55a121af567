using Personalization.Core.Events;
using Personalization.Simulation.Disks;
using Personalization.Simulation.Worlds.Steps;

namespace Personalization.Simulation.Worlds;

/// <summary>Makes a script from a seed: clients, their clocks and habits, the server's upkeep, and everything that goes wrong.</summary>
internal sealed class ScriptWriter
{
    /// <summary>How many steps a script has.</summary>
    public const int StepsMin = 210, StepsMax = 270;

    private const int Clients = 3, Remembered = 40;

    /// <summary>How far the clocks of the clients are from the server's: right, ahead, behind.</summary>
    private static readonly long[] SkewMilliseconds = [0, 300_000, -7_200_000];

    private static readonly string[] Files =
        ["journal.db", "journal.db-wal", "index.db", "index.db-wal", "snapshots.db", "snapshots.db-wal", "journal.ack"];

    private readonly Dice dice;
    private readonly List<SentEvent> sent = [];
    private long now;
    private int number;

    private ScriptWriter(Dice dice) => this.dice = dice;

    /// <summary>The script of a seed.</summary>
    public static Script Write(ulong seed)
    {
        var writer = new ScriptWriter(new Dice(seed));
        return new Script(seed, Shape.Of(writer.dice), [.. writer.Steps()]);
    }

    private IEnumerable<Step> Steps()
    {
        number = dice.Below(1_000_000);
        for (var left = dice.Between(StepsMin, StepsMax); left > 0; left--)
        {
            yield return Next();
        }
    }

    private Step Next() => dice.Below(1000) switch
    {
        < 320 => Send(),
        < 500 => Ask(peek: false),
        < 530 => Ask(peek: true),
        < 590 => new Report(dice.Below(12), dice.Of<Outcome>([Outcome.Shown, Outcome.Clicked, Outcome.Dismissed, Outcome.Completed, Outcome.Snoozed, Outcome.OptedOut])),
        < 610 => new Unmerge(dice.Below(Visitors.Users), dice.Below(3)),
        < 640 => new ReadProfile(dice.Below(Visitors.Users)),
        < 665 => new ReadStream(dice.Below(Visitors.Users), dice.Below(20)),
        < 690 => new Follow(dice.Between(1, 60)),
        < 750 => new Commit(dice.Between(1, 4)),
        < 785 => new KeepIndex(),
        < 810 => new Checkpoint(),
        < 850 => new Sweep(),
        < 905 => Move(dice.Between(1, 3_600_000), isJump: false),
        < 915 => Move(dice.Of<long>([-86_400_000, -3_600_000, 43_200_000, 172_800_000, 864_000_000]), isJump: true),
        < 919 => new Archive(dice.Percent(25) ? -1 : dice.Below(7_200_000)),
        < 927 => new Swap(dice.Below(Fair.Catalogs.Length)),
        < 950 => new Resend(dice.Below(Clients)),
        < 956 => new Restart(),
        < 973 => new Crash(dice.Percent(60), dice.Percent(30) ? Fault(12) : null),
        < 993 => new Arm(Fault(40)),
        _ => Flip(),
    };

    private Send Send()
    {
        var client = dice.Below(Clients);
        var events = new SentEvent[dice.Between(1, 6)];
        for (var at = 0; at < events.Length; at++)
        {
            events[at] = sent.Count > 0 && dice.Percent(25) ? dice.Of<SentEvent>(sent.ToArray()) : New(client);
        }

        return new Send(client, events);
    }

    private SentEvent New(int client)
    {
        var late = dice.Below(20) switch
        {
            0 => dice.Between(3_600_000, 432_000_000),
            1 => -dice.Between(3_600_000, 120_000_000),
            _ => dice.Below(5000),
        };
        var made = new SentEvent(++number, now + SkewMilliseconds[client] - late);
        sent.Add(made);
        if (sent.Count > Remembered)
        {
            sent.RemoveAt(0);
        }

        return made;
    }

    private Ask Ask(bool peek) => new(
        dice.Below(Visitors.Users),
        dice.Percent(60) ? dice.Below(Visitors.Accounts) : -1,
        dice.Of(Fair.Surfaces.AsSpan()),
        dice.Percent(40) ? dice.Below(6) : -1,
        dice.Percent(15),
        peek);

    private MoveClock Move(long milliseconds, bool isJump)
    {
        now += milliseconds;
        return new MoveClock(milliseconds, isJump);
    }

    private ArmedFault Fault(int afterMax) => new(
        dice.Below(10) switch
        {
            < 5 => FaultKind.PowerCut,
            5 => FaultKind.DiskFull,
            6 or 7 => FaultKind.FailedSync,
            8 => FaultKind.FailedWrite,
            _ => FaultKind.FailedRead,
        },
        dice.Below(dice.Between(1, afterMax)));

    private Flip Flip() => new(
        dice.Of<string>(Files),
        [.. Enumerable.Range(0, dice.Between(1, 3)).Select(_ => dice.Below(1_000_000))],
        (byte)(1 << dice.Below(8)),
        dice.Percent(40));
}
