using Personalization.Conformance.Tests.Support;

namespace Personalization.Conformance.Tests.JsonSchema;

public sealed class JsonSchemaSuiteTests
{
    [Fact]
    public void A_case_passes_where_the_answer_is_the_one_that_its_file_wants() =>
        Assert.Equal((0, "cases.json: 2 passed, 0 failed\ntotal: 2 passed, 0 failed\n"), Run("""{"type": "string"}""", """{"description": "a text", "data": "a", "valid": true}, {"description": "a number", "data": 1, "valid": false}"""));

    [Fact]
    public void A_wrong_answer_is_listed_and_ends_with_1()
    {
        var (exitCode, printed) = Run("""{"type": "string"}""", """{"description": "a number", "data": 1, "valid": true}""");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("cases.json: 0 passed, 1 failed\n  FAILED group / a number\n    {\"type\": \"string\"}\n    1\n    expected valid\n    got      Problem", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_that_is_refused_fails_its_cases_even_those_that_want_a_refusal()
    {
        var (exitCode, printed) = Run("""{"type": "text"}""", """{"description": "a number", "data": 1, "valid": false}""");

        Assert.Equal(1, exitCode);
        Assert.Contains("a refused schema", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$ref": "http://localhost:1234/integer.json"}""")]
    [InlineData("""{"items": {"$id": "http://example.com/a/b", "$ref": "c"}}""")]
    [InlineData("""{"$dynamicRef": "#node"}""")]
    [InlineData("""{"$schema": "http://localhost:1234/own"}""")]
    public void A_schema_that_needs_other_documents_is_counted_apart(string schema) =>
        Assert.Equal((0, "cases.json: 0 passed, 0 failed\n  1 not run (remote reference or $dynamicRef)\ntotal: 0 passed, 0 failed\n  1 not run (remote reference or $dynamicRef)\n"), Run(schema, """{"description": "a", "data": 1, "valid": true}"""));

    [Theory]
    [InlineData("""{"$ref": "#/$defs/no"}""")]
    [InlineData("""{"$id": "http://example.com/a", "$ref": "http://example.com/a#no"}""")]
    public void A_reference_within_the_document_that_leads_nowhere_is_no_excuse(string schema) =>
        Assert.Equal(1, Run(schema, """{"description": "a", "data": 1, "valid": true}""").ExitCode);

    [Theory]
    [InlineData("cases.json", "true")]
    [InlineData("format/cases.json", "false")]
    public void Formats_are_checked_below_a_folder_of_that_name_only(string file, string valid)
    {
        using var files = new CaseFiles();
        files.Add(file, File("""{"format": "date"}""", $$"""{"description": "a", "data": "yesterday", "valid": {{valid}}}"""));

        Assert.Equal(0, files.Run("json-schema").ExitCode);
    }

    private static (int ExitCode, string Printed) Run(string schema, string tests)
    {
        using var files = new CaseFiles();
        files.Add("cases.json", File(schema, tests));
        return files.Run("json-schema");
    }

    private static string File(string schema, string tests) => $$"""[{"description": "group", "schema": {{schema}}, "tests": [{{tests}}]}]""";
}
