using Google.Rpc;
using Personalization.Grpc;

namespace Personalization.Cli;

/// <summary>Says what a server answered instead of what was asked for.</summary>
internal static class Refusal
{
    private const string Ended = "Is the server running still, and is --server its gRPC address? If it has TLS (--tls-cert), write https://.";

    /// <summary>Writes the error with its code, its path, the fields it names and a hint, and gives the exit code for it.</summary>
    public static async Task<ExitCode> Report(RpcException refused, Output output)
    {
        var reason = refused.Detail<ErrorInfo>();
        var code = reason?.Reason ?? refused.Code.ToString();
        await output.Notes.WriteLineAsync($"error {code}: {refused.Message}");
        if (reason is not null && reason.Metadata.TryGetValue("path", out var path))
        {
            await output.Notes.WriteLineAsync($"  path: {path}");
        }

        var fields = refused.Detail<BadRequest>()?.FieldViolations ?? [];
        foreach (var field in fields.Where(one => one.Description != refused.Message))
        {
            await output.Notes.WriteLineAsync($"  {field.Field}: {field.Description}");
        }

        if (Hint(refused, code) is { } hint)
        {
            await output.Notes.WriteLineAsync(hint);
        }

        return refused.Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded ? ExitCode.Unreachable : ExitCode.Bad;
    }

    /// <summary>What to do: in the words of the command line where there are some, else in the server's.</summary>
    private static string? Hint(RpcException refused, string code) => refused.Code switch
    {
        StatusCode.Unauthenticated => "Is it a key of this server? It comes from --key, PERSONALIZATION_API_KEY or a dev.key, in this order; `personalize keys list` shows which there are.",
        StatusCode.PermissionDenied when code == "wrong_scope" => "The key lacks a scope for this; `personalize keys create` makes one that has it.",
        _ when refused.Detail<ErrorInfo>() is { } reason && reason.Metadata.TryGetValue("hint", out var hint) => hint,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => OfConnection(refused),
        StatusCode.Internal => "Is --server the gRPC address and not that of HTTP?",
        _ => null,
    };

    private static string OfConnection(RpcException refused) => refused.InnerException switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "Does the server speak TLS? If not, write http://. If its certificate is not trusted, SSL_CERT_FILE=<file> names the authority that signed it, in PEM.",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
            "Something listens there, but does not speak HTTP/2 in clear text. If the server has TLS (--tls-cert), write https://.",
        HttpRequestException { HttpRequestError: HttpRequestError.Unknown or HttpRequestError.ResponseEnded } => Ended,
        OperationCanceledException when refused.Code == StatusCode.Unavailable => Ended,
        _ => "Is the server running, and is --server its gRPC address? It prints both addresses when it starts.",
    };
}
