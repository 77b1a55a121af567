using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Health;
using Personalization.Gateway.Problems;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Http;

/// <summary>Refuses calls while the server stops or has too many of them. Open endpoints pass: probes must see an overloaded server as alive.</summary>
internal sealed class AdmissionMiddleware(RequestDelegate next, Admission admission, Drain drain)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Access>() is not { } access || (access.Scope == KeyScopes.None && !access.IsByLink))
        {
            await next(http);
            return;
        }

        if (drain.Closed.IsCancellationRequested)
        {
            await http.Problem(new Problem(ProblemCodes.Draining, "", "The server is stopping."));
            return;
        }

        if (access.IsStanding)
        {
            await next(http);
            return;
        }

        if (!admission.TryEnter())
        {
            await http.Problem(new Problem(ProblemCodes.Overloaded, "", "The server has more calls at work than it can answer in time."));
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            admission.Leave();
        }
    }
}
