using Personalization.Conformance.Tests.Support;

namespace Personalization.Conformance.Tests.Cel;

/// <summary>Each matcher once as it passes and once as it must not.</summary>
public sealed class CelCaseTests
{
    [Theory]
    [InlineData("""{"expr": "true"}""")]
    [InlineData("""{"expr": "3", "value": {"int64_value": "3"}}""")]
    [InlineData("""{"expr": "3", "value": {"int64Value": "3"}}""")]
    [InlineData("""{"expr": "3u", "value": {"uint64_value": "3"}}""")]
    [InlineData("""{"expr": "0.0 / 0.0", "value": {"double_value": "NaN"}}""")]
    [InlineData("""{"expr": "-1.0 / 0.0", "value": {"double_value": "-Infinity"}}""")]
    [InlineData("""{"expr": "b'\\377'", "value": {"bytes_value": "_w"}}""")]
    [InlineData("""{"expr": "null", "value": {"null_value": null}}""")]
    [InlineData("""{"expr": "[]", "value": {"list_value": {}}}""")]
    [InlineData("""{"expr": "[1]", "value": {"list_value": {"values": [{"int64_value": "1"}]}}}""")]
    [InlineData("""{"expr": "{1: 2, 'a': 3}", "value": {"map_value": {"entries": [{"key": {"string_value": "a"}, "value": {"int64_value": "3"}}, {"key": {"int64_value": "1"}, "value": {"int64_value": "2"}}]}}}""")]
    [InlineData("""{"expr": "timestamp(5)", "value": {"object_value": {"@type": "type.googleapis.com/google.protobuf.Timestamp", "value": "1970-01-01T00:00:05Z"}}}""")]
    [InlineData("""{"expr": "duration('1h')", "value": {"object_value": {"@type": "type.googleapis.com/google.protobuf.Duration", "value": "3600s"}}}""")]
    [InlineData("""{"expr": "1 / 0", "eval_error": {"errors": [{"message": "divide by zero"}]}}""")]
    [InlineData("""{"expr": "1 / 0", "anyEvalErrors": {"errors": []}}""")]
    [InlineData("""{"expr": "nobody", "eval_error": {}}""")]
    [InlineData("""{"expr": "nobody || true", "disable_check": true}""")]
    [InlineData("""{"expr": "x + 1", "type_env": [{"name": "x", "ident": {"type": {"primitive": "INT64"}}}], "bindings": {"x": {"value": {"int64_value": "2"}}}, "value": {"int64_value": "3"}}""")]
    [InlineData("""{"expr": "x", "type_env": [{"name": "x", "ident": {"type": {"primitive": "INT64"}}}], "eval_error": {}}""")]
    [InlineData("""{"expr": "x", "type_env": [{"name": "x", "ident": {"type": {"list_type": {"elem_type": {"primitive": "INT64"}}}}}], "check_only": true, "typed_result": {"deduced_type": {"list_type": {"elem_type": {"primitive": "INT64"}}}}}""")]
    public void A_case_passes(string test) => Assert.Equal("total: 1 passed, 0 failed", TotalOf(test));

    [Theory]
    [InlineData("""{"expr": "false"}""")]
    [InlineData("""{"expr": "3", "value": {"int64_value": "4"}}""")]
    [InlineData("""{"expr": "3", "value": {"double_value": 3}}""")]
    [InlineData("""{"expr": "[1, 2]", "value": {"list_value": {"values": [{"int64_value": "1"}]}}}""")]
    [InlineData("""{"expr": "{1: 2}", "value": {"map_value": {"entries": [{"key": {"int64_value": "1"}, "value": {"int64_value": "3"}}]}}}""")]
    [InlineData("""{"expr": "1 / 0", "value": {"int64_value": "0"}}""")]
    [InlineData("""{"expr": "1", "eval_error": {}}""")]
    [InlineData("""{"expr": "1 +", "eval_error": {}}""")]
    [InlineData("""{"expr": "1", "unknown": {}}""")]
    [InlineData("""{"expr": "1", "typed_result": {"result": {"int64_value": "1"}, "deduced_type": {"primitive": "UINT64"}}}""")]
    [InlineData("""{"expr": "nobody in {'a': 1}"}""")]
    [InlineData("""{"expr": "'TestAllTypes{}' == 'a'"}""")]
    public void A_case_fails(string test) => Assert.Equal("total: 0 passed, 1 failed", TotalOf(test));

    [Theory]
    [InlineData("""{"expr": "TestAllTypes{single_int64: 1}", "container": "cel.expr.conformance.proto3"}""")]
    [InlineData("""{"expr": "google.protobuf.Int32Value{value: 1} == 1"}""")]
    [InlineData("""{"expr": "x", "type_env": [{"name": "x", "ident": {"type": {"message_type": "cel.expr.conformance.proto2.TestAllTypes"}}}]}""")]
    public void A_case_that_names_a_message_is_counted_apart(string test) => Assert.Equal("  1 need protobuf messages", TotalOf(test));

    private static string TotalOf(string test)
    {
        using var files = CaseFiles.OfCel(test);
        return files.Run("cel").Printed.TrimEnd('\n').Split('\n')[^1];
    }
}
