namespace Personalization.Authoring.Tests;

public class ContractChangeTests
{
    private const string Old = "catalog: { name: a }\nevents:\n  sent: { version: 3, properties: { type: object, properties: { to: { type: string }, size: { type: number } } } }\n";

    [Theory]
    [InlineData("sent: { version: 3, properties: { type: object, ▶required: [to], properties: { to: { type: string }, size: { type: number } } } }")]
    [InlineData("sent: { properties: { type: object, properties: { to: { type: string }, ▶size: { type: integer } } } }")]
    [InlineData("sent: { version: 2, properties: { type: object, properties: { ▶to: { type: string, format: email }, size: { type: number } } } }")]
    public void A_contract_that_may_reject_what_it_accepted_is_reported_at_its_place(string contract)
    {
        var marked = Marked.Parse($"catalog: {{ name: a }}\nevents:\n  {contract}\n");

        var problem = Assert.Single(Load(marked.Text).Problems);

        Assert.Equal(("incompatible_contract", marked.Line, marked.Column), (problem.Code, problem.Line, problem.Column));
        Assert.StartsWith("Set `version: 4`", problem.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sent: { version: 4, properties: { type: object, required: [to], properties: { to: { type: integer } } } }")]
    [InlineData("sent: { version: 3, properties: { type: object } }")]
    [InlineData("sent: { version: 3 }")]
    [InlineData("other: { properties: { type: object, required: [a] } }")]
    public void A_new_version_may_reject_and_a_wider_contract_needs_none(string contract)
    {
        var load = Load($"catalog: {{ name: a }}\nevents:\n  {contract}\n");

        Assert.Empty(load.Problems);
    }

    [Theory]
    [InlineData("catalog: { name: a }\nevents:\n  sent: { version: 3, ▶unknownProperties: refuse, properties: { type: object, properties: { to: { type: string }, size: { type: number } } } }\n")]
    [InlineData("catalog: { name: a, unknownProperties: refuse }\nevents:\n  ▶sent: { version: 3, properties: { type: object, properties: { to: { type: string }, size: { type: number } } } }\n")]
    public void Beginning_to_refuse_what_nothing_names_takes_a_new_version(string text)
    {
        var marked = Marked.Parse(text);

        var problem = Assert.Single(Load(marked.Text).Problems);

        Assert.Equal(("incompatible_contract", marked.Line, marked.Column), (problem.Code, problem.Line, problem.Column));
        Assert.Empty(Load(marked.Text.Replace("version: 3", "version: 4", StringComparison.Ordinal)).Problems);
        Assert.Empty(Load(marked.Text.Replace("refuse", "drop", StringComparison.Ordinal)).Problems);
    }

    [Theory]
    [InlineData("keep", "properties: { to: { type: string } }, additionalProperties: false", false)]
    [InlineData("drop", "properties: { to: { type: string } }, additionalProperties: false", false)]
    [InlineData("refuse", "properties: { to: { type: string } }", false)]
    [InlineData("refuse", "allOf: [{ properties: { to: { type: string } } }]", false)]
    [InlineData("refuse", "properties: { to: { type: string } }, additionalProperties: { type: number }", true)]
    [InlineData("drop", "properties: { to: { type: string } }", true)]
    public void A_schema_that_judges_other_properties_itself_goes_before_the_catalog(string policy, string schema, bool accepts)
    {
        var catalog = CatalogLoader.LoadFiles([("a.yaml", $"catalog: {{ name: a, unknownProperties: {policy} }}\nevents:\n  sent: {{ properties: {{ {schema} }} }}\n")]).Catalog!;

        var problem = new SampleEvents(catalog).Check("""{"type":"track","event":"sent","properties":{"to":"x","size":1}}"""u8.ToArray());

        Assert.Equal(accepts ? null : "unexpected_property", problem?.Code);
    }

    [Fact]
    public void A_bundle_is_compared_as_sources_are()
    {
        var next = Load("catalog: { name: a }\nevents:\n  sent: { version: 4, properties: { maxProperties: 2 } }\n").Bundle!.Json;
        var after = CatalogLoader.LoadFiles([("a.yaml", Old.Replace("version: 3", "version: 4", StringComparison.Ordinal))]).Catalog;

        Assert.True(CatalogBundle.Read(next).Succeeded);
        Assert.Equal("incompatible_contract", Assert.Single(CatalogBundle.Read(next, after).Problems).Code);
    }

    private static CatalogLoad Load(string text) =>
        CatalogLoader.LoadFiles([("a.yaml", text)], CatalogLoader.LoadFiles([("a.yaml", Old)]).Catalog);
}
