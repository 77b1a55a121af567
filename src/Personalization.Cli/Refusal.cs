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
        foreach (var field in refused.Detail<BadRequest>()?.FieldViolations ?? [])
        {
            await output.Notes.WriteLineAsync($"  {field.Field}: {field.Description}");
        }

        var hint = refused.Code switch
        {
            StatusCode.Unavailable => "Is the server running, and is --server its gRPC address?",
            StatusCode.Unauthenticated => "Is the key right? `personalize keys list` shows which there are.",
            StatusCode.PermissionDenied => "The key lacks a scope for this.",
            _ => null,
        };
        if (hint is not null)
        {
            await output.Notes.WriteLineAsync(hint);
        }

        return refused.Code == StatusCode.Unavailable ? ExitCode.Unreachable : ExitCode.Bad;
    }
}
