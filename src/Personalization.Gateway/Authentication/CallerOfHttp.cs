using Microsoft.AspNetCore.Http;

namespace Personalization.Gateway.Authentication;

/// <summary>The caller of a call that passed <see cref="AuthenticationMiddleware"/>.</summary>
internal static class CallerOfHttp
{
    /// <summary>Who makes the call.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is open to all.</exception>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("The endpoint asks for no key, so there is no caller.");
}
