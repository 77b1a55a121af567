using System.CommandLine;
using Personalization.Authoring;
using Personalization.Authoring.TrustNotes;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize trust-note</c>: what a catalog uses data about people for.</summary>
internal static class TrustNoteCommand
{
    private static readonly Argument<string> Folder = new("catalog") { Description = "The folder with the catalog's YAML files." };
    private static readonly Option<string?> Locale = new("--locale") { Description = "The language of the purposes' texts, such as de; the catalog's own otherwise." };
    private static readonly Option<bool> Html = new("--html") { Description = "A page to read instead of Markdown." };

    public static Command Create(Output output)
    {
        var command = new ExplainedCommand(
            "trust-note",
            "Writes the note on data use that a catalog stands for: what people agree to, what is known of them for it, and what is made of it.",
            "personalize trust-note samples/saas/catalog > trust.md",
            "personalize trust-note samples/saas/catalog --locale de --html > trust.html") { Folder, Locale, Html };
        command.SetAction(async (parsed, _) =>
        {
            var path = parsed.GetValue(Folder)!;
            if (!Directory.Exists(path))
            {
                throw new UsageException($"There is no folder {path}.");
            }

            var load = CatalogLoader.LoadFolder(path);
            foreach (var problem in load.Problems)
            {
                await output.Notes.WriteLineAsync(problem.Render());
            }

            if (load.Catalog is { } catalog)
            {
                await output.Results.WriteAsync(TrustNote.Write(catalog, parsed.GetValue(Html) ? NoteFormat.Html : NoteFormat.Markdown, parsed.GetValue(Locale)));
            }

            return (int)(load.Succeeded ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }
}
