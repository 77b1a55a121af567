using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Catalogs.Contracts.Compatibility;

namespace Personalization.Core.Tests.Catalogs.Contracts.Compatibility;

public class ContractCompatibilityTests
{
    [Theory]
    [InlineData("""{"type":"object"}""", """{"type":"object","required":["a"]}""", "newly_required", "/required")]
    [InlineData("""{"properties":{"a":{"type":["string","null"]}}}""", """{"properties":{"a":{"type":"string"}}}""", "type_narrowed", "/properties/a")]
    [InlineData("""{"properties":{"a":{"type":"number"}}}""", """{"properties":{"a":{"type":"integer"}}}""", "type_narrowed", "/properties/a")]
    [InlineData("""{"properties":{"a":true}}""", """{"properties":{"a":false}}""", "forbidden", "/properties/a")]
    [InlineData("""{"properties":{"a":{"enum":["x","y"]}}}""", """{"properties":{"a":{"enum":["x"]}}}""", "value_removed", "/properties/a")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"enum":["x"]}}}""", "values_narrowed", "/properties/a")]
    [InlineData("""{"minimum":1}""", """{"minimum":2}""", "bound_tightened", "")]
    [InlineData("""{"maximum":1}""", """{"exclusiveMaximum":1}""", "bound_tightened", "")]
    [InlineData("""{"maxLength":8}""", """{"maxLength":7}""", "bound_tightened", "")]
    [InlineData("""{"items":true}""", """{"maxItems":7}""", "bound_tightened", "")]
    [InlineData("""{"multipleOf":2}""", """{"multipleOf":4}""", "multiple_narrowed", "")]
    [InlineData("""{"pattern":"a"}""", """{"pattern":"b"}""", "pattern_changed", "")]
    [InlineData("""{"type":"string"}""", """{"type":"string","format":"date"}""", "format_changed", "")]
    [InlineData("""{"type":"object"}""", """{"type":"object","additionalProperties":false}""", "closed", "/additionalProperties")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"additionalProperties":false}""", "property_removed", "/additionalProperties")]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{"a":{"type":"string"}}}""", "newly_declared", "/properties/a")]
    [InlineData("""{"type":"object"}""", """{"patternProperties":{"^a":{"type":"string"}}}""", "newly_declared", "/patternProperties/^a")]
    [InlineData("""{"type":"object"}""", """{"propertyNames":{"maxLength":3}}""", "names_narrowed", "/propertyNames")]
    [InlineData("""{"type":"object"}""", """{"dependentRequired":{"a":["b"]}}""", "newly_required", "")]
    [InlineData("""{"items":{"type":"string"}}""", """{"items":{"type":"string","minLength":1}}""", "bound_tightened", "/items")]
    [InlineData("""{"type":"array"}""", """{"contains":{"type":"string"}}""", "items_narrowed", "/contains")]
    [InlineData("""{"type":"array"}""", """{"uniqueItems":true}""", "items_narrowed", "")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"null"}]}""", """{"oneOf":[{"type":"string"},{"type":"integer"}]}""", "cannot_be_compared", "/oneOf")]
    [InlineData("""{"type":["string","integer"]}""", """{"anyOf":[{"type":"string","maxLength":3},{"type":"integer"}]}""", "cannot_be_compared", "/anyOf")]
    [InlineData("""true""", """{"not":{"required":["a"]}}""", "cannot_be_compared", "/not")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}""", """{"properties":{"a":true},"unevaluatedProperties":false}""", "cannot_be_compared", "/unevaluatedProperties")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"maximum":2}}}""", """{"$ref":"#/$defs/a","$defs":{"a":{"maximum":1}}}""", "bound_tightened", "/$defs/a")]
    public void What_could_reject_an_accepted_event_is_found_with_its_place(string old, string next, string code, string pointer)
    {
        var finding = Assert.Single(Compare(old, next));

        Assert.Equal((code, pointer), (finding.Code, finding.Path));
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"required":["a","b"]}""", """{"required":["b"]}""")]
    [InlineData("""{"properties":{"a":{"type":"integer"}}}""", """{"properties":{"a":{"type":["number","null"]}}}""")]
    [InlineData("""{"properties":{"a":{"const":"x"}}}""", """{"properties":{"a":{"enum":["x","y"]}}}""")]
    [InlineData("""{"properties":{"a":{"enum":["xx","yy"]}}}""", """{"properties":{"a":{"type":"string","pattern":"^(xx|yy)$"}}}""")]
    [InlineData("""{"minimum":1,"exclusiveMaximum":5}""", """{"minimum":0,"maximum":5}""")]
    [InlineData("""{"type":"integer","multipleOf":4}""", """{"multipleOf":2}""")]
    [InlineData("""{"type":"integer"}""", """{"multipleOf":0.5}""")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"properties":{"a":true,"b":{"type":"string"}},"additionalProperties":false}""")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"propertyNames":{"maxLength":1}}""")]
    [InlineData("""{"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":false}""", """{"properties":{"a":true},"patternProperties":{"^x":{"type":"number"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"string","maxLength":4}""", """{"anyOf":[{"type":"string"},{"type":"null"}]}""")]
    [InlineData("""{"anyOf":[{"type":"string","maxLength":4},{"const":3}]}""", """{"anyOf":[{"type":"integer"},{"type":"string","maxLength":5}]}""")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"null"}],"required":["a"]}""", """{"oneOf":[{"type":"string"},{"type":"null"}]}""")]
    [InlineData("""{"not":{"required":["a"]}}""", """{"not":{"required":["a","b"]}}""")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b","c"]}}""", """{"if":{"required":["a"]},"then":{"required":["b"]}}""")]
    [InlineData("""{"properties":{"next":{"$ref":"#"},"n":{"maximum":1}}}""", """{"properties":{"next":{"$ref":"#"},"n":{"maximum":2}}}""")]
    [InlineData("""{"prefixItems":[{"type":"integer"}],"items":{"type":"string"}}""", """{"items":{"type":["integer","string"]}}""")]
    [InlineData("""{"contains":{"const":1},"minContains":2}""", """{"contains":{"type":"integer"}}""")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}""", """{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}""")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"dependentSchemas":{"a":{"type":"object"}}}""")]
    [InlineData("""{"type":"string"}""", """{"type":["string","object"],"required":["a"],"minimum":7,"items":false}""")]
    public void A_contract_that_accepts_all_that_was_accepted_has_no_findings(string old, string next) => Assert.Empty(Compare(old, next));

    [Fact]
    public void Intricate_contracts_end_with_a_finding_rather_than_never()
    {
        var alternatives = string.Join(',', Enumerable.Range(0, 20).Select(at => $$"""{"anyOf":[{"minLength":{{at}}},{"maxLength":{{at}}}]}"""));

        Assert.Equal("pattern_changed", Assert.Single(Compare($$"""{"type":"string","allOf":[{{alternatives}}]}""", """{"type":"string","pattern":"a"}""")).Code);
    }

    private static ContractSchema Compile(string schema)
    {
        var problems = new List<Problem>();
        var compiled = ContractSchema.Compile(Json.Read(schema), problems);
        Assert.Empty(problems);
        return compiled!;
    }

    private static IReadOnlyList<Problem> Compare(string old, string next) => ContractCompatibility.Compare(Compile(old), Compile(next));
}
