using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;
using RabbitMQ.Client.Exceptions;

namespace Personalization.Channels.RabbitMq;

/// <summary>Why a broker does not do what it is asked for, in words of ours: those of the client are protocol.</summary>
public static class BrokerRefusal
{
    // AMQP 0-9-1, section 1.8: reply codes. 320 is what a broker says that is told to close a connection.
    private const int ConnectionForced = 320, AccessRefused = 403, NotFound = 404, Locked = 405, Precondition = 406, NotAllowed = 530;

    /// <summary>Whether an exception tells of the broker or the way to it; else it is a bug.</summary>
    public static bool IsOfBroker(Exception error) =>
        error is RabbitMQClientException or ChannelClosedException or IOException or SocketException or AuthenticationException or TimeoutException;

    /// <summary>Whether nobody answered. The client calls a broker unreachable, too, that refuses the credentials or the virtual host, or whose certificate it does not trust.</summary>
    public static bool IsAway(Exception error) =>
        !Causes(error).Any(cause => cause is AuthenticationFailureException or PossibleAuthenticationFailureException or OperationInterruptedException or AuthenticationException)
        && error is BrokerUnreachableException or IOException;

    /// <summary>Whether the broker says that there is no such thing.</summary>
    internal static bool IsNotFound(OperationInterruptedException refused) => refused.ShutdownReason?.ReplyCode == NotFound;

    /// <summary>A whole sentence with what happened.</summary>
    /// <param name="error">What the client threw.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="what">What it was asked for: <c>queue 'orders'</c>.</param>
    public static string Reason(Exception error, Uri broker, string what)
    {
        if (Causes(error).Any(cause => cause is AuthenticationFailureException or PossibleAuthenticationFailureException))
        {
            return "The broker does not know this name with this password.";
        }

        if (Causes(error).OfType<AuthenticationException>().FirstOrDefault() is { } untrusted)
        {
            return AsSentence($"The broker's certificate is not trusted here, or is not for {broker.Host}: {untrusted.Message}");
        }

        var shut = Causes(error).OfType<OperationInterruptedException>().FirstOrDefault()?.ShutdownReason;
        return shut?.ReplyCode switch
        {
            NotFound => $"There is no {what}.",
            AccessRefused => $"The broker does not let this name use the {what}.",
            Locked => $"Another connection has the {what} for itself.",
            NotAllowed => $"The broker has no virtual host '{Uri.UnescapeDataString(broker.AbsolutePath.TrimStart('/'))}', or does not let this name in.",
            // What these are about, the broker says: it is shut down, messages were not acknowledged for half an hour, the thing is declared otherwise.
            ConnectionForced or Precondition => AsSentence($"The broker closed the {(shut.ReplyCode == ConnectionForced ? "connection" : "channel")}: {shut.ReplyText}"),
            _ => AsSentence(error.GetBaseException().Message),
        };
    }

    private static string AsSentence(string message) => message.EndsWith('.') ? message : message + ".";

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
