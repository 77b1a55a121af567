using Microsoft.Extensions.DependencyInjection;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication.Tokens;

/// <summary>Puts the tokens of an issuer into a container, beside the gateway.</summary>
public static class TokenServices
{
    /// <summary>Lets the gateway take tokens beside keys; nothing where there is no issuer.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, TokenIssuer? issuer) => issuer is null ? services : services
        .AddSingleton(issuer)
        .AddSingleton<TokenKeyFile>()
        .AddSingleton(all => new TokenReader(issuer, all.GetRequiredService<TokenKeyFile>(), all.GetRequiredService<IControlStore>().Tenants, all.GetRequiredService<TimeProvider>()));
}
