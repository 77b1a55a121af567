using System.Security.Authentication;
using RabbitMQ.Client.Exceptions;

namespace Personalization.Replay.Backfilling;

/// <summary>Why a broker does not give a queue's messages, in words of ours: those of the client are protocol.</summary>
internal static class QueueRefusal
{
    // AMQP 0-9-1, section 1.8: reply codes.
    private const int AccessRefused = 403, NotFound = 404, Locked = 405, NotAllowed = 530;

    /// <summary>Whether nobody answered. The client calls a broker unreachable, too, that refuses the credentials or the virtual host, or whose certificate it does not trust.</summary>
    public static bool IsAway(Exception error) =>
        !Causes(error).Any(cause => cause is AuthenticationFailureException or PossibleAuthenticationFailureException or OperationInterruptedException or AuthenticationException)
        && error is BrokerUnreachableException or IOException;

    /// <summary>Whether the broker says that there is no such thing.</summary>
    public static bool IsNotFound(OperationInterruptedException refused) => refused.ShutdownReason?.ReplyCode == NotFound;

    /// <summary>A whole sentence with what happened.</summary>
    public static string Reason(Exception error, QueueOptions options) =>
        Causes(error).Any(cause => cause is AuthenticationFailureException or PossibleAuthenticationFailureException)
            ? "The broker does not know this name with this password."
            : Causes(error).OfType<OperationInterruptedException>().FirstOrDefault()?.ShutdownReason?.ReplyCode switch
            {
                NotFound => $"There is no queue '{options.Queue}'.",
                AccessRefused => $"The broker does not let this name read the queue '{options.Queue}'.",
                Locked => $"Another connection has the queue '{options.Queue}' for itself.",
                NotAllowed => $"The broker has no virtual host '{Uri.UnescapeDataString(options.Broker.AbsolutePath.TrimStart('/'))}', or does not let this name in.",
                _ => AsSentence(error.GetBaseException().Message),
            };

    private static string AsSentence(string message) => message.EndsWith('.') ? message : message + ".";

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
