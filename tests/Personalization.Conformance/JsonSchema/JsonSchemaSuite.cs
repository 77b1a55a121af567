using System.Text.Json;
using Personalization.Conformance.Reporting;
using Personalization.Core;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Conformance.JsonSchema;

/// <summary>
/// Runs files of the official suite of JSON Schema, draft 2020-12. https://github.com/json-schema-org/JSON-Schema-Test-Suite
/// </summary>
/// <remarks>As the suite asks, <c>format</c> is an annotation, except in files below a folder <c>format</c>, which are about checking it.</remarks>
public static class JsonSchemaSuite
{
    private const string FormatFolder = "format";

    public static FileReport Run(string path, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 500 });
            return Run(document.RootElement, DialectOf(path), name);
        }
        catch (JsonException problem)
        {
            return new FileReport(name, 0, [new CaseFailure(name, "", "JSON", problem.Message)]);
        }
    }

    private static SchemaDialect DialectOf(string path) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) == FormatFolder ? SchemaDialect.StandardWithFormats : SchemaDialect.Standard;

    private static FileReport Run(JsonElement file, SchemaDialect dialect, string name)
    {
        var passed = 0;
        var needOthers = 0;
        var failures = new List<CaseFailure>();
        foreach (var group in file.EnumerateArray())
        {
            var tests = group.GetProperty("tests");
            if (DocumentNeed.Of(group.GetProperty("schema")))
            {
                needOthers += tests.GetArrayLength();
                continue;
            }

            var problems = new List<Problem>();
            var schema = ContractSchema.Compile(JsonValue.Read(group.GetProperty("schema")), dialect, problems);
            foreach (var test in tests.EnumerateArray())
            {
                if (FailureOf(schema, problems, group, test) is { } failure)
                    failures.Add(failure);
                else
                    passed++;
            }
        }

        return new FileReport(name, passed, failures, needOthers, DocumentNeed.Reason);
    }

    private static CaseFailure? FailureOf(ContractSchema? schema, List<Problem> refused, JsonElement group, JsonElement test)
    {
        var data = test.GetProperty("data");
        var valid = test.GetProperty("valid").GetBoolean();
        var violations = new List<Problem>();
        if (schema is not null && schema.Check(JsonValue.Read(data), "", violations) == valid)
            return null;

        var found = schema is null ? refused : violations;
        return new CaseFailure(
            $"{group.GetProperty("description").GetString()} / {test.GetProperty("description").GetString()}",
            $"{group.GetProperty("schema").GetRawText()}\n{data.GetRawText()}",
            valid ? "valid" : "not valid",
            schema is null ? $"a refused schema: {string.Join("; ", found)}" : found.Count == 0 ? "valid" : string.Join("; ", found));
    }
}
