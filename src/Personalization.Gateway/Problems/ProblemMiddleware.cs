using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Personalization.Core;

namespace Personalization.Gateway.Problems;

/// <summary>Turns exceptions and bare status codes of the framework into problem documents.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
            return;
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = error.StatusCode;
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            if (FailedServer.ProblemOf(error) is { } passing)
            {
                http.Response.Clear();
                await http.Problem(passing);
                return;
            }

            LogFailed(http.TraceIdentifier, http.Request.Method, http.GetEndpoint()?.DisplayName, error);
            http.Response.Clear();
            await http.Problem(new Problem(ProblemCodes.Internal, "", "Something failed on the server; nothing is known of the cause here."));
            return;
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
        {
            await http.Problem(OfStatus(http), ProblemKind.Of(CodeOf(http.Response.StatusCode)), http.Response.StatusCode);
        }
    }

    private static Problem OfStatus(HttpContext http) => new(CodeOf(http.Response.StatusCode), "", http.Response.StatusCode switch
    {
        404 => "There is nothing at this address.",
        405 => $"The method {http.Request.Method} is not for this address.",
        408 => "The body came too slowly.",
        413 => "The body is too large.",
        _ => "The request cannot be answered.",
    });

    private static string CodeOf(int status) => status switch
    {
        404 => ProblemCodes.NotFound,
        405 => ProblemCodes.MethodNotAllowed,
        408 => ProblemCodes.TimedOut,
        413 => ProblemCodes.TooLarge,
        415 => ProblemCodes.UnsupportedMediaType,
        _ => ProblemCodes.BadRequest,
    };

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "Request {Request} ({Method} {Endpoint}) failed")]
    private partial void LogFailed(string request, string method, string? endpoint, Exception error);
}
