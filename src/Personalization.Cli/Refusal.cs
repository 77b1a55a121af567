using Google.Rpc;
using Personalization.Grpc;

namespace Personalization.Cli;

/// <summary>Says what a server answered instead of what was asked for.</summary>
internal static class Refusal
{
    /// <summary>Writes the error with its code, the fields it names and a hint, and gives the exit code for it.</summary>
    public static async Task<ExitCode> Report(RpcException refused, Output output)
    {
        var code = refused.Detail<ErrorInfo>()?.Reason ?? refused.Code.ToString();
        await output.Notes.WriteLineAsync($"error {code}: {refused.Message}");
        var fields = refused.Detail<BadRequest>()?.FieldViolations ?? [];
        foreach (var field in fields.Where(one => one.Description != refused.Message))
        {
            await output.Notes.WriteLineAsync($"  {field.Field}: {field.Description}");
        }

        var hint = refused.Code switch
        {
            StatusCode.Unavailable or StatusCode.DeadlineExceeded => "Is the server running, and is --server its gRPC address? It prints both addresses when it starts.",
            StatusCode.Unauthenticated => "Is it a key of this server? It comes from --key, PERSONALIZATION_API_KEY or a dev.key, in this order; `personalize keys list` shows which there are.",
            StatusCode.PermissionDenied when code == "wrong_scope" => "The key lacks a scope for this; `personalize keys create` makes one that has it.",
            StatusCode.Internal => "Is --server the gRPC address and not that of HTTP?",
            _ => null,
        };
        if (hint is not null)
        {
            await output.Notes.WriteLineAsync(hint);
        }

        return refused.Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded ? ExitCode.Unreachable : ExitCode.Bad;
    }
}
