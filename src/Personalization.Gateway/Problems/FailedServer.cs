using Personalization.Core;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Gateway.Problems;

/// <summary>What a server says that cannot do now what it was asked, the same on every protocol: clients come again.</summary>
internal static class FailedServer
{
    // The process is about to stop, and says why itself; the next one reads what is durable.
    private static readonly Problem AboutToStop = new(ProblemCodes.NotReady, "", "The server cannot make anything durable and is about to start again.");

    private static readonly Problem OwnersAway = new(ProblemCodes.NotReady, "", "Those who own what the call is about do not answer at the moment; make it again.");

    private static readonly Problem BeingErased = new(ProblemCodes.NotReady, "", "Somebody that the call is about is just being erased; make it again.");

    private static readonly Problem Away = new(ProblemCodes.NotReady, "", "The database behind the server does not answer just now.");

    /// <summary>The problem behind an exception; null where that is a bug.</summary>
    public static Problem? ProblemOf(Exception error) => error switch
    {
        ProfilesFailedException or JournalFailedException => AboutToStop,
        TurnLostException => OwnersAway,
        SubjectClosedException => BeingErased,
        _ => JournalAway.IsBehind(error) ? Away : null,
    };
}
