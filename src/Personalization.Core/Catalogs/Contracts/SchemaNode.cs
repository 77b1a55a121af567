using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>One (sub)schema: its types and its keywords, all of which must hold.</summary>
/// <remarks>Made empty and filled by the compiler, so that a <c>$ref</c> may point at a schema that is still being compiled.</remarks>
internal sealed class SchemaNode(string pointer = "", int stepsMax = Limits.SchemaStepsMax) : ContractSchema
{
    private const int Unknown = -1;
    private SchemaTypes types = SchemaTypes.Any;
    private Keyword[] keywords = [];
    private Keyword[] unevaluated = [];
    private string description = "";
    private SchemaNode[]? whole;
    private volatile int known = Unknown;
    private NamedFields? named;

    /// <summary>Where it stands in its document.</summary>
    public string Pointer => pointer;

    /// <summary>How many schemas one check that begins here may ask.</summary>
    public int StepsMax => stepsMax;

    /// <summary>The schema as it is written.</summary>
    public Value Source { get; private set; } = Value.Bool(true);

    /// <summary>The types of its own <c>type</c>.</summary>
    public SchemaTypes OwnTypes => types;

    /// <summary>Its keywords; those about unevaluated members come last.</summary>
    public IEnumerable<Keyword> AllKeywords => keywords.Concat(unevaluated);

    /// <summary>This schema and all that must hold with it, through <c>$ref</c> and <c>allOf</c>, each once.</summary>
    public IReadOnlyList<SchemaNode> Whole => whole ??= FindWhole();

    /// <inheritdoc/>
    public override SchemaTypes Types => known is var found and not Unknown ? (SchemaTypes)found : FindTypes();

    /// <inheritdoc/>
    public override IEnumerable<string> DeclaredProperties => All<PropertiesKeyword>().SelectMany(declared => declared.Names).Distinct();

    /// <inheritdoc/>
    public override NamedFields Named => named ??= NamedFields.Of(this);

    /// <inheritdoc/>
    public override ContractSchema? Items => All<ItemsKeyword>().FirstOrDefault()?.Items;

    /// <inheritdoc/>
    public override string Description => Whole.FirstOrDefault(schema => schema.description.Length > 0)?.description ?? "";

    /// <summary>Fills the node; called once.</summary>
    public void Fill(in Value source, SchemaTypes admitted, List<Keyword> all, string annotation = "")
    {
        Source = source;
        types = admitted;
        keywords = [.. all.Where(keyword => !keyword.NeedsEvaluated)];
        unevaluated = [.. all.Where(keyword => keyword.NeedsEvaluated)];
        description = annotation;
    }

    /// <inheritdoc/>
    public override ContractSchema? Property(string name) =>
        All<PropertiesKeyword>().Select(declared => declared.Find(name)).FirstOrDefault(schema => schema is not null)
        ?? All<AdditionalPropertiesKeyword>().FirstOrDefault()?.Schema;

    /// <inheritdoc/>
    public override bool Check(in Value value, string path, ICollection<Problem> problems, int problemsMax = Limits.ContractProblemsMax)
    {
        // Nearly all events are right: the first pass only answers yes or no, so that it needs no pointer and no memory.
        var first = new SchemaCheck(null, stepsMax);
        var holds = Check(value, ref first);
        if (first.IsExhausted)
        {
            problems.Add(new Problem("too_costly", path, $"Checking this takes more than {stepsMax} steps; send less at once or simplify the schema."));
            return false;
        }

        if (!holds)
        {
            var second = new SchemaCheck(new Violations(path, problems, problemsMax), stepsMax);
            Check(value, ref second);
        }

        return holds;
    }

    /// <summary>Checks a value as part of a check; without a collector it stops at the first violation.</summary>
    public bool Check(in Value value, ref SchemaCheck check)
    {
        if (types != SchemaTypes.Any && (types & SchemaTypeNames.Of(value)) == SchemaTypes.None)
        {
            // The other keywords would only repeat what a wrong type already says.
            check.Found?.Add("wrong_type", types == SchemaTypes.None
                ? "No value is allowed here."
                : $"Must be {SchemaTypeNames.Describe(types)}, but is {SchemaTypeNames.Describe(value)}.");
            return false;
        }

        if (!check.TryEnter())
        {
            return false;
        }

        var holds = unevaluated.Length == 0 ? CheckAll(keywords, value, ref check) : CheckUnevaluated(value, ref check);
        check.Exit();
        return holds;
    }

    private static bool CheckAll(Keyword[] all, in Value value, ref SchemaCheck check)
    {
        var holds = true;
        foreach (var keyword in all)
        {
            if (keyword.Check(value, ref check))
            {
                continue;
            }

            holds = false;
            if (check.IsSettled)
            {
                return false;
            }
        }

        return holds;
    }

    private bool CheckUnevaluated(in Value value, ref SchemaCheck check)
    {
        var outer = check.Evaluated;
        check.Evaluated = MemberSet.Rent(value.Kind switch
        {
            ValueKind.Map => value.AsMap.Count,
            ValueKind.List => value.AsList.Length,
            _ => 0,
        });

        // What a violated keyword has looked at is unknown, so that "unevaluated" means nothing then.
        var holds = CheckAll(keywords, value, ref check) && CheckAll(unevaluated, value, ref check);
        if (holds)
        {
            outer.Add(check.Evaluated);
        }

        check.Evaluated.Return();
        check.Evaluated = outer;
        return holds;
    }

    private SchemaTypes FindTypes()
    {
        var found = keywords.Aggregate(types, (admitted, keyword) => admitted & keyword.Types);
        known = (int)found;
        return found;
    }

    private SchemaNode[] FindWhole()
    {
        var found = new List<SchemaNode> { this };
        var seen = new HashSet<SchemaNode>(found);
        for (var at = 0; at < found.Count; at++)
        {
            found.AddRange(found[at].keywords.SelectMany(keyword => keyword.Required).Where(seen.Add));
        }

        return [.. found];
    }

    private IEnumerable<T> All<T>()
        where T : Keyword => Whole.SelectMany(schema => schema.keywords.OfType<T>());
}
