using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Decisions;

/// <summary>Reads the body of a decide or explain call.</summary>
internal static class DecideBody
{
    /// <summary>Reads one member.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref DecideFields fields, ref Problem? problem)
    {
        switch (name)
        {
            case "userId":
                problem = JsonField.Text(ref reader, "/userId", int.MaxValue, ref fields.UserId);
                return true;
            case "anonymousId":
                problem = JsonField.Text(ref reader, "/anonymousId", int.MaxValue, ref fields.AnonymousId);
                return true;
            case "accountId":
                problem = JsonField.Text(ref reader, "/accountId", int.MaxValue, ref fields.AccountId);
                return true;
            case "surface":
                problem = JsonField.Text(ref reader, "/surface", Limits.NameChars, ref fields.Surface);
                return true;
            case "max":
                problem = JsonField.Integer(ref reader, "/max", 1, SurfaceDefinition.ActionsMaxLimit, ref fields.Max);
                return true;
            case "mode":
                problem = ReadMode(ref reader, ref fields.Mode);
                return true;
            case "requestId":
                problem = JsonField.Text(ref reader, "/requestId", Limits.NameChars, ref fields.RequestId);
                return true;
            case "durable":
                problem = JsonField.Bool(ref reader, "/durable", ref fields.Durable);
                return true;
            case "now":
                problem = JsonField.Time(ref reader, "/now", ref fields.Now);
                return true;
            case "at":
                problem = JsonField.Time(ref reader, "/at", ref fields.At);
                return true;
            case "catalog":
                problem = JsonField.Text(ref reader, "/catalog", Limits.NameChars, ref fields.Catalog);
                return true;
            case "context":
                problem = DecideContext.Read(ref reader, out fields.Context);
                return true;
            default:
                return false;
        }
    }

    private static Problem? ReadMode(ref Utf8JsonReader reader, ref DecisionMode? mode)
    {
        string? text = null;
        if (JsonField.Text(ref reader, "/mode", Limits.NameChars, ref text) is { } problem)
        {
            return problem;
        }

        mode = text switch
        {
            "serve" => DecisionMode.Serve,
            "peek" => DecisionMode.Peek,
            _ => null,
        };
        return mode is null && text is not null ? new Problem(ProblemCodes.NotAllowed, "/mode", "The mode must be serve or peek.") : null;
    }
}
