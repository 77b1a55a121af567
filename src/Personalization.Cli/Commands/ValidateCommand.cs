using System.CommandLine;
using Personalization.Authoring;
using Personalization.Core.Catalogs;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize validate</c>: is this folder a catalog?</summary>
internal static class ValidateCommand
{
    public static Command Create(Output output)
    {
        var folder = new Argument<string>("catalog") { Description = "The folder with the catalog's YAML files." };
        var against = new Option<string?>("--against") { Description = "The catalog that senders keep to today: a folder, or a file with its bundle." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new ExplainedCommand(
            "validate",
            "Checks a catalog: schema, references, types of expressions. Names file:line:column of every problem.",
            "personalize validate samples/saas/catalog") { folder, against, json };
        command.SetAction(async (parsed, _) =>
        {
            var path = parsed.GetValue(folder)!;
            if (!Directory.Exists(path))
            {
                throw new UsageException(File.Exists(path) ? $"{path} is a file; give the folder that the catalog's files are in." : $"There is no folder {path}.");
            }

            var load = CatalogLoader.LoadFolder(path, parsed.GetValue(against) is { } old ? ReadOld(old) : null);
            await output.Results.WriteLineAsync(parsed.GetValue(json) ? AsJson(load) : AsText(load));
            return (int)(load.Succeeded ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static Catalog ReadOld(string path)
    {
        var load = Directory.Exists(path) ? CatalogLoader.LoadFolder(path)
            : File.Exists(path) ? CatalogBundle.Read(File.ReadAllBytes(path))
            : throw new UsageException($"--against: there is no folder and no bundle {path}.");
        return load.Catalog ?? throw new UsageException($"--against: {path} has problems itself. {load.Problems[0].Render()}");
    }

    private static string AsText(CatalogLoad load) => load.Succeeded
        ? $"ok: {load.Catalog.Name} {load.Catalog.Hash.Short} · {load.Catalog.Events.Length} events, {load.Catalog.Actions.Length} actions on {load.Catalog.Surfaces.Length} surfaces"
        : string.Join('\n', load.Problems.Select(one => one.Render()).Append($"{load.Problems.Count} {(load.Problems.Count == 1 ? "problem" : "problems")}"));

    private static string AsJson(CatalogLoad load) =>
        Json.Of(new { ok = load.Succeeded, name = load.Catalog?.Name, hash = load.Catalog?.Hash.Value, problems = load.Problems });
}
