using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize catalog</c>: publishes catalogs to a running server, and says which decides.</summary>
internal static class CatalogCommand
{
    private const int HashChars = 64;

    private static readonly CallOptions Call = new() { Timeout = Limits.CallTimeout };

    public static Command Create(Output output) =>
        new("catalog", "Publishes catalogs to a running server, lists them and says which one decides. Needs a key with the scope admin.")
        {
            Publish(output), Versions(output), Activate(output),
        };

    private static Command Publish(Output output)
    {
        var connection = new Connection();
        var folder = new Argument<string>("catalog") { Description = "The folder with the catalog's YAML files." };
        var activate = new Option<bool>("--activate") { Description = "Let it decide from now on; published and activated in one step." };
        var force = new Option<bool>("--force") { Description = "Let contracts change under the same version although events of today may then be rejected. It is recorded." };
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        var command = connection.AddTo(new ExplainedCommand(
            "publish",
            "Checks a catalog on the server and keeps it there under its hash. A catalog with problems leaves no trace.",
            "personalize catalog publish samples/saas/catalog --activate") { folder, activate, force, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(folder)!;
            var request = new CatalogPublishRequest
            {
                Archive = UnsafeByteOperations.UnsafeWrap(CatalogPack.Pack(path)), Activate = parsed.GetValue(activate), Force = parsed.GetValue(force),
            };
            using var client = connection.Open(parsed);
            var answer = await client.UnaryAsync(Catalog.Publish, request, Call, cancellation);
            foreach (var problem in answer.Problems.Concat(answer.Warnings))
            {
                problem.File = Path.Combine(path, problem.File);
            }

            await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.OfAnswer(answer) : AsText(answer));
            return (int)(answer.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static Command Versions(Output output)
    {
        var connection = new Connection();
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = connection.AddTo(new ExplainedCommand("versions", "Lists what was published, the newest first.", "personalize catalog versions") { json });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = connection.Open(parsed);
            var answer = await client.UnaryAsync(Catalog.Versions, new CatalogVersionsRequest(), Call, cancellation);
            await (parsed.GetValue(json)
                ? output.Results.WriteLineAsync(Json.OfAnswer(answer))
                : TextTable.Write(output, ["hash", "published", "active"], [.. answer.Versions.Select(Row)]));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Command Activate(Output output)
    {
        var connection = new Connection();
        var hash = new Argument<string>("hash") { Description = "The version's hash, as `catalog versions` shows it, or its first digits." };
        var command = connection.AddTo(new ExplainedCommand("activate", "Lets a published catalog decide from now on.", "personalize catalog activate 4f1c09aa27be") { hash });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = connection.Open(parsed);
            var whole = await Complete(client, parsed.GetValue(hash)!, cancellation);
            await client.UnaryAsync(Catalog.Activate, new CatalogActivateRequest { Hash = whole }, Call, cancellation);
            await output.Results.WriteLineAsync($"active: {whole}");
            return (int)ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The whole hash, where its first digits name one version only.</summary>
    internal static async Task<string> Complete(GrpcClient client, string hash, CancellationToken cancellation)
    {
        if (hash.Length >= HashChars)
        {
            return hash;
        }

        var versions = await client.UnaryAsync(Catalog.Versions, new CatalogVersionsRequest { Limit = Limits.CatalogVersionsMax }, Call, cancellation);
        var found = versions.Versions.Where(version => version.Hash.StartsWith(hash, StringComparison.Ordinal)).Take(2).ToList();
        return found.Count == 2 ? throw new UsageException($"More than one version begins with {hash}; give more digits.") : found.Count == 1 ? found[0].Hash : hash;
    }

    private static string[] Row(CatalogVersion version) =>
        [version.Hash, version.PublishedAt.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), version.Active ? "active" : ""];

    private static string AsText(CatalogPublishResponse answer) => string.Join('\n', answer.Problems.Select(problem => Render(problem, "error"))
        .Concat(answer.Warnings.Select(warning => Render(warning, "warning")))
        .Append(answer.Problems.Count == 0
            ? $"{(answer.Catalog.Active ? "active" : "published")}: {answer.Catalog.Name} {answer.Catalog.Hash} · {Counted.Of(answer.Catalog.Events, "event")}, {Counted.Of(answer.Catalog.Actions, "action")} on {Counted.Of(answer.Catalog.Surfaces, "surface")}"
            : $"{Counted.Of(answer.Problems.Count, "problem")}; nothing was published"));

    /// <summary>The form of compilers, as <c>personalize validate</c> prints it.</summary>
    internal static string Render(CatalogProblem problem, string level)
    {
        var place = string.Join(':', new[] { problem.Line, problem.Column }.TakeWhile(number => number > 0).Select(number => number.ToString(CultureInfo.InvariantCulture)).Prepend(problem.File));
        var excerpt = problem.Excerpt.Length == 0 ? "" : "\n" + problem.Excerpt;
        var hint = problem.Hint.Length == 0 ? "" : "\n  hint: " + problem.Hint;
        return $"{place}: {level} {problem.Code}: {problem.Message}{excerpt}{hint}";
    }
}
