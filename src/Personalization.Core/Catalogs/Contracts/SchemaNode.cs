using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>One (sub)schema: its types and its keywords, all of which must hold.</summary>
/// <remarks>Made empty and filled by the compiler, so that a <c>$ref</c> may point at a schema that is still being compiled.</remarks>
internal sealed class SchemaNode : ContractSchema
{
    private SchemaTypes types = SchemaTypes.Any;
    private Keyword[] keywords = [];
    private string description = "";

    /// <inheritdoc/>
    public override SchemaTypes Types => Reference is { } target ? types & target.Types : types;

    /// <inheritdoc/>
    public override IEnumerable<string> DeclaredProperties => Find<PropertiesKeyword>()?.Names ?? Reference?.DeclaredProperties ?? [];

    /// <inheritdoc/>
    public override ContractSchema? Items => Find<ItemsKeyword>()?.Items ?? Reference?.Items;

    /// <inheritdoc/>
    public override string Description => description.Length > 0 ? description : Reference?.Description ?? "";

    /// <summary>The schema that its <c>$ref</c> names, or null.</summary>
    public SchemaNode? Reference => Find<RefKeyword>()?.Target;

    /// <summary>Fills the node; called once.</summary>
    public void Fill(SchemaTypes admitted, Keyword[] all, string annotation = "")
    {
        types = admitted;
        keywords = all;
        description = annotation;
    }

    /// <inheritdoc/>
    public override ContractSchema? Property(string name) =>
        Find<PropertiesKeyword>()?.Find(name) ?? Find<AdditionalPropertiesKeyword>()?.Schema ?? Reference?.Property(name);

    /// <inheritdoc/>
    public override bool Check(in Value value, string path, ICollection<Problem> problems, int problemsMax = Limits.ContractProblemsMax)
    {
        // Nearly all events are right: the first pass only answers yes or no, so that it needs no pointer and no memory.
        if (Check(value, null))
        {
            return true;
        }

        Check(value, new Violations(path, problems, problemsMax));
        return false;
    }

    /// <summary>Checks a value; without a collector it stops at the first violation.</summary>
    public bool Check(in Value value, Violations? found)
    {
        if (types != SchemaTypes.Any && (types & SchemaTypeNames.Of(value)) == SchemaTypes.None)
        {
            // The other keywords would only repeat what a wrong type already says.
            found?.Add("wrong_type", types == SchemaTypes.None
                ? "No value is allowed here."
                : $"Must be {SchemaTypeNames.Describe(types)}, but is {SchemaTypeNames.Describe(value)}.");
            return false;
        }

        var holds = true;
        foreach (var keyword in keywords)
        {
            if (keyword.Check(value, found))
            {
                continue;
            }

            holds = false;
            if (found is null || found.IsFull)
            {
                return false;
            }
        }

        return holds;
    }

    private T? Find<T>()
        where T : Keyword
    {
        foreach (var keyword in keywords)
        {
            if (keyword is T found)
            {
                return found;
            }
        }

        return null;
    }
}
