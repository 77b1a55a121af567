using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Catalogs.Contracts;

public class ContractSchemaTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "3", "wrong_type", "")]
    [InlineData("""{"type":"integer"}""", "1.5", "wrong_type", "")]
    [InlineData("""{"type":["string","null"]}""", "false", "wrong_type", "")]
    [InlineData("false", "1", "wrong_type", "")]
    [InlineData("""{"required":["code"]}""", "{}", "missing_property", "/code")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":1}""", "wrong_type", "/a")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"a":1,"b/c":2}""", "unexpected_property", "/b~1c")]
    [InlineData("""{"additionalProperties":{"type":"integer"}}""", """{"x":"y"}""", "wrong_type", "/x")]
    [InlineData("""{"propertyNames":{"maxLength":2}}""", """{"abc":1}""", "bad_property_name", "/abc")]
    [InlineData("""{"enum":["a","b"]}""", "\"c\"", "not_allowed", "")]
    [InlineData("""{"const":{"a":[1]}}""", """{"a":[2]}""", "not_allowed", "")]
    [InlineData("""{"minimum":0}""", "-0.5", "out_of_range", "")]
    [InlineData("""{"maximum":10}""", "11", "out_of_range", "")]
    [InlineData("""{"exclusiveMinimum":0}""", "0", "out_of_range", "")]
    [InlineData("""{"exclusiveMaximum":10}""", "10.0", "out_of_range", "")]
    [InlineData("""{"multipleOf":0.01}""", "0.075", "not_a_multiple", "")]
    [InlineData("""{"minLength":2}""", "\"\\ud83d\\ude00\"", "too_short", "")]
    [InlineData("""{"maxLength":2}""", "\"abc\"", "too_long", "")]
    [InlineData("""{"pattern":"^a"}""", "\"ba\"", "pattern_mismatch", "")]
    [InlineData("""{"items":{"type":"integer"}}""", """[1,"x"]""", "wrong_type", "/1")]
    [InlineData("""{"minItems":1}""", "[]", "too_few_items", "")]
    [InlineData("""{"maxItems":1}""", "[1,2]", "too_many_items", "")]
    [InlineData("""{"uniqueItems":true}""", "[1,1.0]", "duplicate_items", "")]
    [InlineData("""{"minProperties":1}""", "{}", "too_few_properties", "")]
    [InlineData("""{"maxProperties":0}""", """{"a":1}""", "too_many_properties", "")]
    [InlineData("""{"$ref":"#/$defs/id","$defs":{"id":{"type":"string"}}}""", "1", "wrong_type", "")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":2}]}""", "3", "out_of_range", "")]
    [InlineData("""{"anyOf":[{"type":"string"},{"properties":{"a":{"const":1}}}]}""", """{"a":2}""", "no_alternative", "")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"null"}]}""", "1", "no_alternative", "")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"minimum":0}]}""", "1", "several_alternatives", "")]
    [InlineData("""{"not":{"type":"string"}}""", "\"a\"", "forbidden", "")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]}}""", """{"a":1}""", "missing_property", "/b")]
    [InlineData("""{"if":{"required":["a"]},"else":{"required":["c"]}}""", "{}", "missing_property", "/c")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "missing_property", "/b")]
    [InlineData("""{"dependentSchemas":{"a":{"maxProperties":1}}}""", """{"a":1,"b":2}""", "too_many_properties", "")]
    [InlineData("""{"patternProperties":{"^x":{"type":"integer"}}}""", """{"x1":"a"}""", "wrong_type", "/x1")]
    [InlineData("""{"patternProperties":{"^x":true},"additionalProperties":false}""", """{"x1":"a","y":1}""", "unexpected_property", "/y")]
    [InlineData("""{"prefixItems":[{"type":"integer"}],"items":false}""", "[1,2]", "wrong_type", "/1")]
    [InlineData("""{"contains":{"type":"string"}}""", "[1]", "too_few_matches", "")]
    [InlineData("""{"contains":{"type":"string"},"maxContains":1}""", """["a","b"]""", "too_many_matches", "")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}""", """{"a":1,"b":2}""", "unexpected_property", "/b")]
    [InlineData("""{"anyOf":[{"properties":{"a":true},"required":["a"]},{"properties":{"b":true},"required":["c"]}],"unevaluatedProperties":{"type":"null"}}""", """{"a":1,"b":2}""", "wrong_type", "/b")]
    [InlineData("""{"allOf":[{"prefixItems":[true]}],"unevaluatedItems":false}""", "[1,2]", "wrong_type", "/1")]
    [InlineData("""{"format":"date-time"}""", "\"yesterday\"", "wrong_format", "")]
    public void A_violation_has_a_code_and_the_pointer_of_its_place(string schema, string value, string code, string pointer)
    {
        var problem = Assert.Single(Check(schema, value));

        Assert.Equal(code, problem.Code);
        Assert.Equal("/properties" + pointer, problem.Path);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "[null]")]
    [InlineData("""{"type":"integer"}""", "2.0")]
    [InlineData("""{"type":"number"}""", "1")]
    [InlineData("""{"type":["string","null"]}""", "null")]
    [InlineData("""{"enum":[1]}""", "1.0")]
    [InlineData("""{"minLength":1,"maxLength":1}""", "\"\\ud83d\\ude00\"")]
    [InlineData("""{"multipleOf":0.0001}""", "0.0075")]
    [InlineData("""{"minimum":1,"minLength":9,"minItems":9,"required":["a"]}""", "1")]
    [InlineData("""{"maxProperties":2.0}""", """{"a":1,"b":2}""")]
    [InlineData("""{"uniqueItems":true}""", """[[1],[2],{"a":1},{"a":2},"1",1,true]""")]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}""", """{"next":{"next":{}}}""")]
    public void A_value_that_keeps_the_contract_has_no_problems(string schema, string value) => Assert.Empty(Check(schema, value));

    [Fact]
    public void All_violations_of_an_event_are_reported_at_once()
    {
        var problems = Check(
            """{"required":["code"],"properties":{"limit":{"minimum":0},"meter":{"type":"string"}},"additionalProperties":false}""",
            """{"limit":-1,"meter":1,"extra":true}""");

        Assert.Equal(
            ["missing_property /properties/code", "out_of_range /properties/limit", "unexpected_property /properties/extra", "wrong_type /properties/meter"],
            problems.Select(problem => $"{problem.Code} {problem.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_number_of_problems_is_bounded()
    {
        var items = string.Join(',', Enumerable.Range(0, 1000));

        Assert.Equal(Limits.ContractProblemsMax, Check("""{"items":{"type":"string"}}""", $"[{items}]").Count);
    }

    [Fact]
    public void Many_items_are_compared_without_taking_quadratic_time()
    {
        var items = string.Join(',', Enumerable.Range(0, 20_000)) + ",7";

        Assert.Equal("duplicate_items", Assert.Single(Check("""{"uniqueItems":true}""", $"[{items}]")).Code);
    }

    [Fact]
    public void A_large_integer_is_compared_exactly_with_a_double()
    {
        var schema = Compile("""{"exclusiveMaximum":9223372036854775808}""");

        Assert.True(schema.Check(Value.Int(long.MaxValue), "", []));
        Assert.False(schema.Check(Value.Double(9223372036854775808.0), "", []));
    }

    [Fact]
    public void A_right_event_costs_no_memory()
    {
        var schema = Compile(
            """
            {"type":"object","required":["code","feature"],"additionalProperties":false,"maxProperties":5,"propertyNames":{"maxLength":64},"properties":{
              "code":{"type":"string","maxLength":64,"pattern":"^[a-z_]+$"},"feature":{"enum":["csv","xlsx"]},
              "rows":{"type":"integer","minimum":0,"multipleOf":1},"tags":{"items":{"type":"string"},"uniqueItems":true}}}
            """);
        var properties = Json.Read("""{"code":"csv_encoding","feature":"csv","rows":12,"tags":["a","b"]}""");
        var problems = new List<Problem>();
        Assert.True(schema.Check(properties, "/properties", problems));

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var round = 0; round < 100; round++)
            {
                schema.Check(properties, "/properties", problems);
            }
        }));
    }

    [Theory]
    [InlineData("""{"anyOf":[{"type":"null"},{"required":["code"]}],"not":{"required":["no"]},"format":"date","if":{"required":["x"]},"then":false}""")]
    [InlineData("""{"oneOf":[{"properties":{"code":true,"at":{"format":"date-time"}}}],"patternProperties":{"^r":{"multipleOf":0.5}},"unevaluatedProperties":false}""")]
    public void Combined_schemas_cost_a_right_event_no_memory(string json)
    {
        var schema = Compile(json);
        var properties = Json.Read("""{"code":"csv","at":"2026-03-01T12:00:00Z","rows":1.5}""");
        var problems = new List<Problem>();
        Assert.True(schema.Check(properties, "", problems));

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var round = 0; round < 100; round++)
            {
                schema.Check(properties, "", problems);
            }
        }));
    }

    [Fact]
    public void Why_no_alternative_fits_is_said_for_each_of_them()
    {
        var problem = Assert.Single(Check("""{"anyOf":[{"type":"string"},{"required":["a"]}]}""", "{}"));

        Assert.Equal("Must satisfy one of 2 alternatives, but: Must be a string, but is an object. / `/a`: The property `a` is required; add it.", problem.Message);
    }

    [Fact]
    public void A_schema_that_doubles_its_questions_with_every_level_stops_at_a_bound()
    {
        const int Levels = 40;
        var schema = """{"properties":{"a":{"allOf":[{"$ref":"#"},{"$ref":"#"}]}}}""";
        var value = string.Concat(Enumerable.Repeat("""{"a":""", Levels)) + "1" + new string('}', Levels);

        Assert.Equal("too_costly", Assert.Single(Check(schema, value)).Code);
    }

    [Theory]
    [InlineData("""{"multipleOf":0.25}""", "281474976710656.75", true)]
    [InlineData("""{"multipleOf":1.5}""", "12345678901234567.5", false)]
    [InlineData("""{"multipleOf":1e-300}""", "1e300", true)]
    [InlineData("""{"multipleOf":3e-300}""", "1e300", false)]
    [InlineData("""{"multipleOf":0.1}""", "123456789012.3", true)]
    public void Multiples_are_those_of_the_decimals_that_are_written(string schema, string value, bool holds) =>
        Assert.Equal(holds, Compile(schema).Check(Json.Read(value), "", []));

    [Fact]
    public void It_says_what_it_declares()
    {
        var schema = Compile("""{"$ref":"#/$defs/event","$defs":{"event":{"description":"An event.","properties":{"a":{"type":"integer"}},"additionalProperties":{"type":"string"}}}}""");

        Assert.Equal(["a"], schema.DeclaredProperties);
        Assert.Equal("An event.", schema.Description);
        Assert.Equal(SchemaTypes.Integer, schema.Property("a")!.Types);
        Assert.Equal(SchemaTypes.String, schema.Property("b")!.Types);
    }

    [Fact]
    public void What_combined_schemas_declare_is_declared()
    {
        var schema = Compile("""{"properties":{"a":true},"allOf":[{"properties":{"b":{"anyOf":[{"type":"string"},{"type":"null"}]}}}],"additionalProperties":{"type":"integer"}}""");

        Assert.Equal(["a", "b"], schema.DeclaredProperties);
        Assert.Equal(SchemaTypes.String | SchemaTypes.Null, schema.Property("b")!.Types);
        Assert.Equal(SchemaTypes.Integer, schema.Property("c")!.Types);
    }

    private static ContractSchema Compile(string schema)
    {
        var problems = new List<Problem>();
        var compiled = ContractSchema.Compile(Json.Read(schema), problems);
        Assert.Empty(problems);
        return compiled!;
    }

    private static List<Problem> Check(string schema, string value)
    {
        var problems = new List<Problem>();
        var holds = Compile(schema).Check(Json.Read(value), "/properties", problems);
        Assert.Equal(problems.Count == 0, holds);
        return problems;
    }

    [Fact]
    public void Items_that_are_chosen_to_look_alike_are_told_apart_in_no_time()
    {
        // Compared one with another these would take minutes.
        const int Count = 60_000;
        var lists = Enumerable.Range(0, Count).Select(at => Value.List([Value.Int(0), Value.Int(at)]));
        var numbers = Enumerable.Range(0x3FF0_0000, Count).Select(high => Value.Double(BitConverter.Int64BitsToDouble(((long)high << 32) | (uint)(high ^ 0x1234_5678))));
        var schema = ContractSchema.Compile(Json.Read("""{"uniqueItems":true}"""), [])!;
        Assert.True(schema.Check(Value.List([.. lists, .. numbers]), "", []));
    }

    [Theory]
    [InlineData("(.{0,60}b){5}c")]
    [InlineData("(a|b)*a(a|b){500}c")]
    public void A_pattern_that_takes_too_long_ends_the_check(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat("abbab", 13_000));
        Assert.Equal("too_costly", Assert.Single(Check($$"""{"pattern":"{{pattern}}"}""", $"\"{text}\"")).Code);
        Assert.Equal("too_costly", Assert.Single(Check($$$"""{"patternProperties":{"{{{pattern}}}":true}}""", $$"""{"{{text}}":1}""")).Code);
    }

    [Theory]
    [InlineData("^\\\\p{L}$", "𐐷")]
    [InlineData("^\\\\bé|^é", "é")]
    [InlineData("a{,2}", "a{,2}")]
    public void A_pattern_sees_code_points(string pattern, string text) => Assert.Empty(Check($$"""{"pattern":"{{pattern}}"}""", $"\"{text}\""));

    [Fact]
    public void Many_patterns_asked_about_many_names_end_the_check()
    {
        var patterns = string.Join(",", Enumerable.Range(0, 200).Select(at => $"\"^p{at}x\":true"));
        var members = string.Join(",", Enumerable.Range(0, 2_000).Select(at => $"\"q{at}\":1"));
        Assert.Equal("too_costly", Assert.Single(Check($"{{\"patternProperties\":{{{patterns}}}}}", $"{{{members}}}")).Code);
    }

    [Fact]
    public void A_long_list_of_allowed_values_knows_numbers_by_value()
    {
        var allowed = $"{{\"enum\":[{string.Join(",", Enumerable.Range(0, 100))}]}}";
        Assert.Empty(Check(allowed, "99.0"));
        Assert.Equal("not_allowed", Assert.Single(Check(allowed, "99.5")).Code);
    }
}
