using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>not</c>: the value does not satisfy the schema. Whatever that schema looked at stays unevaluated.</summary>
internal sealed class NotKeyword(SchemaNode schema) : Keyword
{
    /// <summary>The schema that must not hold.</summary>
    public SchemaNode Schema => schema;

    public override IEnumerable<SchemaNode> InPlace => [schema];

    public override bool Check(in Value value, ref SchemaCheck check) =>
        !check.Test(schema, value) || (check.Found is not null && Violated(check.Found, "forbidden", $"Must not be {Describe()}."));

    private string Describe() =>
        schema.Description.Length > 0 ? $"what `not` describes: {schema.Description.TrimEnd('.')}"
        : schema.OwnTypes is not SchemaTypes.Any and not SchemaTypes.None ? $"{SchemaTypeNames.Describe(schema.OwnTypes)} that satisfies the schema under `not`"
        : "a value that satisfies the schema under `not`";
}
