using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads what becomes of properties and traits that nothing names.</summary>
internal static class UnknownFields
{
    private const string Additional = "additionalProperties";
    private const string Unevaluated = "unevaluatedProperties";

    /// <summary>The keywords through which a schema names properties elsewhere than beside <c>additionalProperties</c>, which would not see them.</summary>
    private static readonly string[] Branching = ["$ref", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "dependencies"];

    /// <summary>What a key says, or null where it is absent.</summary>
    public static UnknownFieldPolicy? Read(SourceNode? said) => said?.Text switch
    {
        "keep" => UnknownFieldPolicy.Keep,
        "drop" => UnknownFieldPolicy.Drop,
        "refuse" => UnknownFieldPolicy.Refuse,
        _ => null,
    };

    /// <summary>Gives a contract its word, else that of the catalog unless its schema has its own. Refusing is a matter of the schema, so that contracts are compared with it.</summary>
    public static EventContract Apply(EventContract contract, Definition definition, CatalogScope scope)
    {
        var own = definition.Node["unknownProperties"];
        if (contract.Properties.Named.JudgesOthers)
        {
            if (own is not null)
            {
                scope.Problems.Add(
                    own.Place,
                    "bad_combination",
                    $"The schema of `{contract.Name}` says already what becomes of properties that it does not name.",
                    $"Remove `{Additional}` and `{Unevaluated}` from it, or this.");
            }

            return contract;
        }

        var policy = Read(own) ?? Read(scope.Header.Node["unknownProperties"]) ?? UnknownFieldPolicy.Keep;
        return contract with
        {
            UnknownProperties = policy,
            Properties = policy == UnknownFieldPolicy.Refuse ? Close(definition.Node["properties"]) : contract.Properties,
        };
    }

    /// <summary>The schema with one keyword more: it has been compiled without, so that it has no problems.</summary>
    private static ContractSchema Close(SourceNode? properties)
    {
        var schema = properties is { IsMap: true } ? properties.ToValue().AsMap : ValueMap.Empty;
        var keyword = Branching.Any(name => schema.TryGet(name, out _)) ? Unevaluated : Additional;
        var closed = Value.Map(new ValueMap([.. schema.Entries, KeyValuePair.Create(Value.String(keyword), Value.Bool(false))]));
        return ContractSchema.Compile(closed, []) ?? throw new InvalidOperationException($"A schema has problems with `{keyword}` that it does not have without.");
    }
}
