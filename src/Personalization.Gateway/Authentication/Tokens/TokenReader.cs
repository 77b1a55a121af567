using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication.Tokens;

/// <summary>Who a JSON Web Token of the configured issuer belongs to. Its signature is checked with keys at hand; nobody is asked.</summary>
internal sealed class TokenReader
{
    private const string TenantClaim = "tenant", ScopeClaim = "scope", CriticalHeader = "crit";

    // Only where signing and checking need different keys: with a shared secret, and with "none", the public key would be all that a forger needs.
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Limits.TokenChars };
    private readonly ConcurrentDictionary<TenantId, bool> known = [];
    private readonly TokenIssuer issuer;
    private readonly TokenKeyFile file;
    private readonly ITenants tenants;
    private readonly TimeProvider clock;

    public TokenReader(TokenIssuer issuer, TokenKeyFile file, ITenants tenants, TimeProvider clock) =>
        (this.issuer, this.file, this.tenants, this.clock) = (issuer, file, tenants, clock);

    /// <summary>The caller that a token names, or null where it is not good: forged, of another issuer or for others, past its time, or without a tenant that is known and somebody to name.</summary>
    /// <exception cref="IOException">Whether there is the tenant cannot be told now.</exception>
    public async ValueTask<Caller?> Find(string text)
    {
        if (text.Length > Limits.TokenChars)
        {
            return null;
        }

        var result = await handler.ValidateTokenAsync(text, Rules());
        return result is { IsValid: true, SecurityToken: JsonWebToken token } && !token.TryGetHeaderValue<object>(CriticalHeader, out _)
            ? await CallerOf(token)
            : null;
    }

    private TokenValidationParameters Rules() => new()
    {
        ValidIssuer = issuer.Name,
        ValidAudience = issuer.Audience,
        IssuerSigningKeys = file.Current(),
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        LifetimeValidator = (from, until, _, _) => IsInTime(from, until),
    };

    // RFC 7519, 4.1.4 and 4.1.5: from nbf up to, but not at, exp. One that never ends could never be taken back.
    private bool IsInTime(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + Limits.TokenClockSkew && (from is not { } start || now >= start - Limits.TokenClockSkew);
    }

    private async ValueTask<Caller?> CallerOf(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<string>(TenantClaim, out var name) || token.Subject is not { Length: > 0 and <= Limits.NameChars } subject)
        {
            return null;
        }

        var tenant = new TenantId(name);
        return await IsKnown(tenant) ? new Caller(tenant, ScopesOf(token), AccessEntry.TokenCaller + subject) : null;
    }

    // Tenants are never removed, so only those that are there are remembered: as many as there are.
    private async ValueTask<bool> IsKnown(TenantId tenant) =>
        known.ContainsKey(tenant) || (TenantRules.Check(tenant) is null && await tenants.Exists(tenant) && (known.TryAdd(tenant, true) || true));

    // RFC 8693, 4.2: names with single spaces between. Issuers put others beside ours ("openid"), which mean nothing here.
    private static KeyScopes ScopesOf(JsonWebToken token)
    {
        var scopes = KeyScopes.None;
        if (token.TryGetPayloadValue<string>(ScopeClaim, out var text))
        {
            foreach (var name in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                // "all" is a word of our command line, and every scope that is to come: a token names what it opens.
                scopes |= KeyScopeNames.Parse([name], out var scope) is null && scope != KeyScopes.All ? scope : KeyScopes.None;
            }
        }

        return scopes;
    }
}
