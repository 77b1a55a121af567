using Personalization.Core;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Replay.Jobs;

/// <summary>What keeps a job from going on and passes by itself: a client would be told to come again, and so does a job.</summary>
internal static class Hindrance
{
    private static readonly Problem OwnersAway = new(ReplayProblems.NotReady, "", "Those who own what the replay is about do not answer at the moment; it waits and goes on by itself.");

    private static readonly Problem JournalIsAway = new(ReplayProblems.NotReady, "", "The database does not answer just now; the replay waits and goes on by itself.");

    /// <summary>The hindrance behind an exception; null where waiting does not help.</summary>
    public static Problem? Of(Exception error) => error is TurnLostException ? OwnersAway : JournalAway.IsBehind(error) ? JournalIsAway : null;

    /// <summary>The same where it did not pass.</summary>
    public static Problem ForGood(Problem hindrance) => new(
        hindrance.Code, hindrance.Path, $"{(hindrance == OwnersAway ? "Those who own what the replay is about did" : "The database did")} not answer {Limits.HindrancesMax} times in a row. It can be gone on with.");
}
