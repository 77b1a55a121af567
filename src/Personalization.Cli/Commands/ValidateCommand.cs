using System.CommandLine;
using System.Globalization;
using Personalization.Authoring;
using Personalization.Cli.Validating;
using Personalization.Core.Catalogs;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize validate</c>: is this folder a catalog?</summary>
internal static class ValidateCommand
{
    private static readonly Argument<string> Folder = new("catalog") { Description = "The folder with the catalog's YAML files." };
    private static readonly Option<string?> Against = new("--against") { Description = "The catalog that senders keep to today: a folder, or a file with its bundle." };
    private static readonly Option<string?> Events = new("--events") { Description = "A file of sample events (NDJSON in Segment's shape), which the contracts must accept." };
    private static readonly Option<string?> Today = new("--today") { Description = "The date that review dates are compared with, as yyyy-MM-dd; by default that of this machine in UTC." };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Fail on warnings too." };
    private static readonly Option<bool> AsJson = new("--json") { Description = "Print the result as JSON." };
    private static readonly Option<bool> AsSarif = new("--sarif") { Description = "Print the result as SARIF 2.1.0." };

    public static Command Create(Output output)
    {
        var command = new ExplainedCommand(
            "validate",
            "Checks a catalog: schema, references, types of expressions, and what is hardly meant. Names file:line:column of every problem.",
            "personalize validate samples/saas/catalog",
            "personalize validate samples/saas/catalog --strict --events samples/saas/events.ndjson",
            "personalize validate samples/saas/catalog --sarif > catalog.sarif") { Folder, Against, Events, Today, Strict, AsJson, AsSarif };
        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = await Find(parsed, cancellation);
            await output.Results.WriteLineAsync(
                parsed.GetValue(AsJson) ? JsonReport.Write(findings)
                : parsed.GetValue(AsSarif) ? SarifReport.Write(findings)
                : TextReport.Write(findings));
            return (int)(findings.AreGood ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static async Task<Findings> Find(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetValue(Folder)!;
        if (!Directory.Exists(path))
        {
            throw new UsageException(File.Exists(path) ? $"{path} is a file; give the folder that the catalog's files are in." : $"There is no folder {path}.");
        }

        if (parsed.GetValue(AsJson) && parsed.GetValue(AsSarif))
        {
            throw new UsageException("Choose one of --json and --sarif.");
        }

        var samples = parsed.GetValue(Events);
        if (samples is not null && !File.Exists(samples))
        {
            throw new UsageException($"--events: there is no file {samples}.");
        }

        var review = new CatalogReview(DateOf(parsed.GetValue(Today)));
        var load = CatalogLoader.LoadFolder(path, parsed.GetValue(Against) is { } old ? ReadOld(old) : null, review);
        var problems = load.Problems.Concat(load.Warnings)
            .OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column).ToList();
        if (samples is null || load.Catalog is null)
        {
            return new Findings(load.Catalog, problems, null, parsed.GetValue(Strict));
        }

        var (events, rejected) = await EventFile.Check(samples, load.Catalog, cancellation);
        return new Findings(load.Catalog, [.. problems, .. rejected], events, parsed.GetValue(Strict));
    }

    private static DateOnly DateOf(string? today)
    {
        if (today is null)
        {
            return DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        }

        return DateOnly.TryParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new UsageException($"--today: {today} is no date such as 2026-03-31.");
    }

    private static Catalog ReadOld(string path)
    {
        var load = Directory.Exists(path) ? CatalogLoader.LoadFolder(path)
            : File.Exists(path) ? CatalogBundle.Read(File.ReadAllBytes(path))
            : throw new UsageException($"--against: there is no folder and no bundle {path}.");
        return load.Catalog ?? throw new UsageException($"--against: {path} has problems itself. {load.Problems[0].Render()}");
    }
}
