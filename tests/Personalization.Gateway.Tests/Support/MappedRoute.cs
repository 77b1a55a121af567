using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Authentication;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.Support;

/// <summary>A route that the gateway has, so that tests can walk over all of them.</summary>
internal sealed record MappedRoute(string Method, string Path, KeyScopes Scope, bool IsByLink)
{
    /// <summary>What the access log calls it; null for what is not noted there.</summary>
    public string? Act { get; private init; }

    public static IEnumerable<MappedRoute> All(IServiceProvider services) =>
        from endpoint in services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        where method != "HEAD"
        let access = endpoint.Metadata.GetRequiredMetadata<Access>()
        select new MappedRoute(method, endpoint.RoutePattern.RawText!, access.Scope, access.IsByLink) { Act = access.Act?.Name };

    /// <summary>Those that ask for a key.</summary>
    public static IEnumerable<MappedRoute> Guarded(IServiceProvider services) => All(services).Where(route => route.Scope != KeyScopes.None);

    /// <summary>Calls it about nobody.</summary>
    public async Task<Reply> Send(HttpClient client)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), Path.Replace("{id}", "nobody", StringComparison.Ordinal));
        if (Method == "POST")
        {
            request.Content = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        }

        return await client.Ask(request);
    }
}
