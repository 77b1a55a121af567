using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Core.Tests.Catalogs.Contracts;

public class SchemaCompilationTests
{
    [Theory]
    [InlineData("""{"definitions":{}}""", "unsupported_keyword", "/definitions")]
    [InlineData("""{"$dynamicRef":"#a"}""", "unsupported_keyword", "/$dynamicRef")]
    [InlineData("""{"anyOf":[]}""", "bad_schema", "/anyOf")]
    [InlineData("""{"oneOf":{}}""", "bad_schema", "/oneOf")]
    [InlineData("""{"not":3}""", "bad_schema", "/not")]
    [InlineData("""{"patternProperties":{"(":true}}""", "bad_pattern", "/patternProperties")]
    [InlineData("""{"dependentRequired":{"a":"b"}}""", "bad_schema", "/dependentRequired")]
    [InlineData("""{"dependentSchemas":[]}""", "bad_schema", "/dependentSchemas")]
    [InlineData("""{"contains":true,"minContains":-1}""", "bad_schema", "/minContains")]
    [InlineData("""{"format":"postcode"}""", "unknown_format", "/format")]
    [InlineData("""{"$anchor":"1a"}""", "bad_schema", "/$anchor")]
    [InlineData("""{"$id":"#a"}""", "bad_schema", "/$id")]
    [InlineData("""{"prefixItems":[{"$anchor":"a"},{"$anchor":"a"}]}""", "duplicate_id", "/prefixItems/1/$anchor")]
    [InlineData("""{"prefixItems":[{"$id":"http://example.com/a"},{"$id":"http://example.com/a"}]}""", "duplicate_id", "/prefixItems/1/$id")]
    [InlineData("""{"anyOf":[{"not":{"$ref":"#"}}]}""", "reference_loop", "/anyOf/0/not/$ref")]
    [InlineData("""{"if":true,"then":{"dependentSchemas":{"a":{"$ref":"#/then"}}}}""", "reference_loop", "/then/dependentSchemas/a/$ref")]
    [InlineData("""{"properties":{"a/b":{"maxLenght":3}}}""", "unsupported_keyword", "/properties/a~1b/maxLenght")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""", "bad_schema", "/$schema")]
    [InlineData("3", "bad_schema", "")]
    [InlineData("""{"type":"text"}""", "bad_schema", "/type")]
    [InlineData("""{"type":[]}""", "bad_schema", "/type")]
    [InlineData("""{"properties":[]}""", "bad_schema", "/properties")]
    [InlineData("""{"properties":[],"additionalProperties":false}""", "bad_schema", "/properties")]
    [InlineData("""{"required":"a"}""", "bad_schema", "/required")]
    [InlineData("""{"required":[1]}""", "bad_schema", "/required")]
    [InlineData("""{"enum":"a"}""", "bad_schema", "/enum")]
    [InlineData("""{"minimum":"1"}""", "bad_schema", "/minimum")]
    [InlineData("""{"multipleOf":0}""", "bad_schema", "/multipleOf")]
    [InlineData("""{"maxLength":-1}""", "bad_schema", "/maxLength")]
    [InlineData("""{"maxItems":1.5}""", "bad_schema", "/maxItems")]
    [InlineData("""{"items":[true]}""", "bad_schema", "/items")]
    [InlineData("""{"pattern":"("}""", "bad_pattern", "/pattern")]
    [InlineData("""{"pattern":"(?=a)b"}""", "bad_pattern", "/pattern")]
    [InlineData("""{"$ref":"#/$defs/no"}""", "unknown_reference", "/$ref")]
    [InlineData("""{"$ref":"#/anyOf/01","anyOf":[true,true]}""", "unknown_reference", "/$ref")]
    [InlineData("""{"$ref":"#/anyOf/+1","anyOf":[true,true]}""", "unknown_reference", "/$ref")]
    [InlineData("""{"$ref":"https://example.com/schema"}""", "unsupported_reference", "/$ref")]
    [InlineData("""{"$ref":"#"}""", "reference_loop", "/$ref")]
    [InlineData("""{"dependencies":{"a":{"$ref":"#"}}}""", "reference_loop", "/dependencies/a/$ref")]
    public void A_schema_that_would_not_check_what_it_says_is_refused_with_its_place(string schema, string code, string pointer)
    {
        var problems = new List<Problem>();

        Assert.Null(ContractSchema.Compile(Json.Read(schema), problems));

        var problem = Assert.Single(problems);
        Assert.Equal(code, problem.Code);
        Assert.Equal(pointer, problem.Path);
    }

    [Fact]
    public void A_schema_that_nests_too_deep_is_refused()
    {
        var levels = Limits.SchemaDepthMax + 1;
        var schema = string.Concat(Enumerable.Repeat("""{"items":""", levels)) + "true" + new string('}', levels);
        var problems = new List<Problem>();

        Assert.Null(ContractSchema.Compile(Json.Read(schema), problems));

        Assert.Equal("too_deep", Assert.Single(problems).Code);
    }

    [Fact]
    public void A_chain_of_references_that_is_too_long_for_the_stack_is_refused()
    {
        var links = string.Join(',', Enumerable.Range(1, 20_000).Select(at => $$"""{{'"'}}{{at}}":{"$ref":"#/$defs/{{at - 1}}"}"""));
        var problems = new List<Problem>();

        Assert.Null(ContractSchema.Compile(Json.Read($$$"""{"$defs":{"0":true,{{{links}}}}}"""), problems));

        Assert.Equal("too_deep", Assert.Single(problems).Code);
    }

    [Fact]
    public void What_a_schema_declares_is_found_once_however_often_it_is_referred_to()
    {
        const int Levels = 30;
        var levels = string.Join(',', Enumerable.Range(1, Levels).Select(at =>
            $$"""{{'"'}}{{at}}":{"allOf":[{"$ref":"#/$defs/{{at - 1}}"},{"$ref":"#/$defs/{{at - 1}}"}]}"""));
        var schema = ContractSchema.Compile(Json.Read($$$"""{"$defs":{"0":{"type":"object","properties":{"a":true}},{{{levels}}}},"$ref":"#/$defs/30"}"""), new List<Problem>())!;

        Assert.Equal((SchemaTypes.Object, "a"), (schema.Types, Assert.Single(schema.DeclaredProperties)));
    }

    [Fact]
    public void Every_keyword_that_is_said_to_be_supported_is()
    {
        foreach (var keyword in ContractSchema.Keywords)
        {
            var problems = new List<Problem>();
            ContractSchema.Compile(Json.Read($$"""{"{{keyword}}":null}"""), problems);
            Assert.DoesNotContain(problems, problem => problem.Code == "unsupported_keyword");
        }
    }

    [Theory]
    [InlineData(@"^\\d+$", "12", true)]
    [InlineData(@"^\\d+$", "12\n", false)]
    [InlineData(@"^\\d+$", "١", false)]
    [InlineData(@"^\\w$", "ä", false)]
    [InlineData(@"^[\\w-]+$", "a-b_1", true)]
    [InlineData(@"^\\S+$", "a b", false)]
    [InlineData(@"^[$]$", "$", true)]
    [InlineData(@"^a\\/b\\.c$", "a/b.c", true)]
    public void Patterns_mean_what_ECMA_262_says(string pattern, string text, bool matches)
    {
        var schema = ContractSchema.Compile(Json.Read($$"""{"pattern":"{{pattern}}"}"""), new List<Problem>())!;

        Assert.Equal(matches, schema.Check(Core.Expressions.Value.String(text), "", []));
    }
}
