using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Personalization.Gateway.Authentication.Tokens;

/// <summary>The issuer's keys as their file names them now: read again and again while tokens come, because issuers change keys.</summary>
/// <remarks>Its time is not asked: what orchestrators mount is a link to a link, whose own time stays.</remarks>
internal sealed partial class TokenKeyFile(TokenIssuer issuer, TimeProvider clock, ILogger<TokenKeyFile> logger)
{
    private readonly Lock reading = new();
    private TokenKeySet? set;
    private long? readAt;

    /// <summary>The keys; those of before where the file cannot be read or says nonsense, which is logged.</summary>
    public IReadOnlyList<SecurityKey> Current()
    {
        lock (reading)
        {
            if (readAt is not { } last || clock.GetElapsedTime(last) >= Limits.TokenKeysInterval)
            {
                Refresh();
                readAt = clock.GetTimestamp();
            }

            return set?.Keys ?? [];
        }
    }

    private void Refresh()
    {
        var (problem, read) = TokenKeySet.Open(issuer.KeysPath);
        if (problem is not null)
        {
            LogKept(issuer.KeysPath, problem.Message);
        }
        else if (set is null || !set.Content.SequenceEqual(read!.Content))
        {
            // Only then: what is made ready for a key is kept beside it.
            set = read;
        }
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Error, Message = "The keys of tokens stay as they were, because {Path} cannot be used. {Reason}")]
    private partial void LogKept(string path, string reason);
}
