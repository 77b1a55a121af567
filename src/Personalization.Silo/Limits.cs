namespace Personalization.Silo;

/// <summary>Every bound of the executable, each with the reason for its number.</summary>
internal static class Limits
{
    /// <summary>Time between two probes, and how long one waits, where nothing else is asked for: with <see cref="ProbesMissedMax"/>, a silo that is killed is found out within about two seconds.</summary>
    public static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(1);

    /// <summary>Probes that may be missed: one alone may be a pause of the collector.</summary>
    public const int ProbesMissedMax = 2;

    /// <summary>Silos that must have missed another one before it is dead; where there are fewer than three others, half of them are enough.</summary>
    public const int Votes = 2;

    /// <summary>How often silos read the table of members besides what they tell each other: only for news that got lost.</summary>
    public static readonly TimeSpan MembersPeriod = TimeSpan.FromSeconds(10);

    /// <summary>How often a silo writes that it is alive. After a crash of all, the next start waits for those whose last word is younger than three times this.</summary>
    public static readonly TimeSpan AlivePeriod = TimeSpan.FromSeconds(5);

    /// <summary>How many of those words may be missing.</summary>
    public const int AliveMissedMax = 3;

    /// <summary>
    /// How long a silo that starts tries to reach those that the table has for active, besides some probes. Whoever starts within 15 s after a crash of all would otherwise wait for
    /// the dead for minutes; so it ends, and the next start passes them by.
    /// </summary>
    public static readonly TimeSpan JoinPatience = TimeSpan.FromMinutes(1);

    /// <summary>Probes for which it waits beyond that: a machine that stalls answers late.</summary>
    public const int JoinProbes = 4;

    /// <summary>How long dead silos stay in the table, for people who look what happened.</summary>
    public static readonly TimeSpan DefunctAfter = TimeSpan.FromHours(24);

    /// <summary>How often those are swept out.</summary>
    public static readonly TimeSpan DefunctPeriod = TimeSpan.FromHours(1);

    /// <summary>How often a gateway without a silo reads which silos there are.</summary>
    public static readonly TimeSpan GatewaysPeriod = TimeSpan.FromSeconds(5);

    /// <summary>How often a gateway looks for its first silo.</summary>
    public static readonly TimeSpan FirstSiloPeriod = TimeSpan.FromSeconds(1);

    /// <summary>How long the mark of what is sealed may stay behind a feed without decisions: an idle cluster writes a row so often, and a sealer that takes over reads so much again.</summary>
    public static readonly TimeSpan AuditMarkInterval = TimeSpan.FromSeconds(10);

    /// <summary>How often a process looks whether others have pinned subjects to regions: one look-up of one row.</summary>
    public static readonly TimeSpan PinsPeriod = TimeSpan.FromMilliseconds(500);
}
