using System.Data.Common;
using System.Net.Sockets;

namespace Personalization.Hosting.Logging;

/// <summary>Tells trouble of the outside, which passes and needs no stack trace, from bugs, which do.</summary>
internal static class Trouble
{
    /// <summary>By name: this project knows no Orleans.</summary>
    private const string OfOrleans = "Orleans.Runtime.OrleansException";

    /// <summary>An exception as it is logged: the messages of the chain where the cause is a connection, a disk, a database or a silo that is away; all of it where it may be a bug.</summary>
    public static string Describe(Exception exception)
    {
        var chain = Chain(exception).ToList();
        return chain.Exists(IsPassing) ? string.Join(" <- ", chain.Select(Sentence).Distinct(StringComparer.Ordinal)) : exception.ToString();
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static bool IsPassing(Exception one) =>
        one is IOException or SocketException or TimeoutException or OperationCanceledException or DbException or HttpRequestException || IsOfOrleans(one.GetType());

    private static bool IsOfOrleans(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.FullName == OfOrleans)
            {
                return true;
            }
        }

        return false;
    }

    private static string Sentence(Exception one)
    {
        var text = one.Message.ReplaceLineEndings(" ");
        return $"{one.GetType().Name}: {(text.Length <= Limits.LogTroubleCharsMax ? text : text[..Limits.LogTroubleCharsMax] + "…")}";
    }
}
