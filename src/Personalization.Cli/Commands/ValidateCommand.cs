using System.CommandLine;
using System.Text.Json;
using Personalization.Authoring;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize validate</c>: is this folder a catalog?</summary>
internal static class ValidateCommand
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static Command Create(Output output)
    {
        var folder = new Argument<DirectoryInfo>("catalog") { Description = "The folder with the catalog's YAML files." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("validate", "Checks a catalog: schema, references, types of expressions. Names file:line:column of every problem.") { folder, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(folder)!;
            if (!path.Exists)
            {
                throw new UsageException($"There is no folder {path}.");
            }

            var load = CatalogLoader.LoadFolder(path.ToString());
            output.Results.WriteLine(parsed.GetValue(json) ? Json(load) : Text(load));
            return (int)(load.Succeeded ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static string Text(CatalogLoad load) => load.Succeeded
        ? $"ok: {load.Catalog.Name} {load.Catalog.Hash.Short} · {load.Catalog.Events.Length} events, {load.Catalog.Actions.Length} actions on {load.Catalog.Surfaces.Length} surfaces"
        : string.Join('\n', load.Problems.Select(one => one.Render()).Append($"{load.Problems.Count} {(load.Problems.Count == 1 ? "problem" : "problems")}"));

    private static string Json(CatalogLoad load) => JsonSerializer.Serialize(
        new { ok = load.Succeeded, name = load.Catalog?.Name, hash = load.Catalog?.Hash.Value, problems = load.Problems }, CamelCase);
}
