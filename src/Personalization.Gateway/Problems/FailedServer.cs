using Personalization.Core;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Gateway.Problems;

/// <summary>What a server says that can make nothing durable any more, the same on every protocol: clients come again.</summary>
internal static class FailedServer
{
    // The process is about to stop, and says why itself; the next one reads what is durable.
    private static readonly Problem AboutToStop = new(ProblemCodes.NotReady, "", "The server cannot make anything durable and is about to start again.");

    /// <summary>The problem behind an exception; null where that is a bug.</summary>
    public static Problem? ProblemOf(Exception error) => error is ProfilesFailedException or JournalFailedException ? AboutToStop : null;
}
