using System.Collections.Immutable;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <summary>Resolves names, checks types and evaluates what is constant. Goes on after a problem, to find the others.</summary>
internal sealed partial class Checker(string source, ObjectType environment, ExpressionOptions options)
{
    private readonly ExpressionRigor rigor = options.Rigor;
    private readonly string container = options.Container;
    private readonly Dictionary<string, Function> declared = options.Declarations
        .GroupBy(declaration => declaration.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new Function(group.Key, [.. group]), StringComparer.Ordinal);

    private readonly Inference inference = new();
    private readonly Scope scope = new();
    private readonly ImmutableArray<ExpressionProblem>.Builder problems = ImmutableArray.CreateBuilder<ExpressionProblem>();

    public ImmutableArray<ExpressionProblem> Problems => problems.ToImmutable();

    /// <summary>How many slots the variables of macros need.</summary>
    public int SlotsMax => scope.SlotsMax;

    /// <summary>Checks a whole expression, whose type must be the wanted one if there is one.</summary>
    public CheckedNode Check(SyntaxNode syntax, CelType? wanted)
    {
        var node = CheckValue(syntax);
        var isNull = node.Type.Kind == CelTypeKind.Null && wanted?.Kind is not (CelTypeKind.Null or CelTypeKind.Dyn);
        if (wanted is not null && node is not Failure && (isNull || !inference.Fits(node.Type, wanted)))
        {
            Report(node.Span, $"the expression must give {wanted.WithArticle}, but this gives {inference.Settle(node.Type).WithArticle}");
        }

        return node;
    }

    /// <summary>The static type in the end.</summary>
    public CelType TypeOf(CheckedNode node) => inference.Settle(node.Type);

    /// <summary>Checks an expression that must have a value, which an object has not.</summary>
    private CheckedNode CheckValue(SyntaxNode syntax) => ValueOf(CheckNode(syntax));

    private CheckedNode ValueOf(CheckedNode node) => node is ObjectPath path
        ? Report(node.Span, $"`{node.Span.Of(source)}` is no value; name one of its fields: {string.Join(", ", path.Object.Names.Order(StringComparer.Ordinal).Take(8))}")
        : node;

    private CheckedNode CheckNode(SyntaxNode syntax) => syntax switch
    {
        LiteralSyntax literal => new Constant(literal.Value, CelType.Of(literal.Value.Kind), literal.Span),
        NameSyntax name => CheckName(name),
        SelectSyntax select => CheckSelect(select),
        CallSyntax call => CheckCall(call),
        ListSyntax list => CheckList(list),
        MapSyntax map => CheckMap(map),
        LoopSyntax loop => CheckLoop(loop),
        BindSyntax bind => CheckBind(bind),
        OptionalMapSyntax map => CheckOptionalMap(map),
        MessageSyntax message => Report(message.Span, $"messages such as `{message.Name}` cannot be made here; write a map: {{\"field\": value}}"),
        OptionalSyntax optional => CheckOptionalPart(optional),
        _ => throw new InvalidOperationException($"There is no check for {syntax.GetType().Name}."),
    };

    private CheckedNode CheckList(ListSyntax syntax)
    {
        if (syntax.Elements.Length > Limits.ExpressionListMax)
        {
            return Report(syntax.Span, $"a list has at most {Limits.ExpressionListMax} elements");
        }

        var elements = syntax.Elements.Select(CheckValue).ToImmutableArray();
        var type = CelType.List(JoinOf(elements));
        return elements.All(element => element is Constant)
            ? new Constant(Value.List([.. elements.Select(element => ((Constant)element).Value)]), type, syntax.Span)
            : new ListMaking(elements, type, syntax.Span);
    }

    private CheckedNode CheckMap(MapSyntax syntax)
    {
        if (syntax.KeysAndValues.Length > 2 * Limits.ExpressionListMax)
        {
            return Report(syntax.Span, $"a map has at most {Limits.ExpressionListMax} entries");
        }

        var parts = syntax.KeysAndValues.Select(CheckValue).ToImmutableArray();
        var keys = JoinOf([.. parts.Where((_, at) => at % 2 == 0)]);
        var values = JoinOf([.. parts.Where((_, at) => at % 2 == 1)]);

        // A key of any other type fails when the map is made; as dyn it cannot make types grow from binding to binding.
        var isKey = keys.Kind is CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.String || parts.IsEmpty;
        var type = CelType.Map(isKey ? keys : CelType.Dyn, values);
        return parts.All(part => part is Constant) && Functions.Collections.MapOf([.. EntriesOf(parts)]) is { Kind: ValueKind.Map } map
            ? new Constant(map, type, syntax.Span)
            : new MapMaking(parts, type, syntax.Span);
    }

    private static IEnumerable<KeyValuePair<Value, Value>> EntriesOf(ImmutableArray<CheckedNode> parts) => parts
        .Chunk(2)
        .Select(entry => KeyValuePair.Create(((Constant)entry[0]).Value, ((Constant)entry[1]).Value));

    private CheckedNode CheckOptionalPart(OptionalSyntax syntax)
    {
        var operand = CheckValue(syntax.Operand);
        return operand is Failure ? operand
            : TryOptional(operand, out var content) ? new OptionalPart(operand, content, syntax.Span)
            : Report(syntax.Operand.Span, $"behind `?` stands an optional, not {inference.Settle(operand.Type).WithArticle}");
    }

    private CelType JoinOf(ImmutableArray<CheckedNode> nodes) =>
        nodes.IsEmpty ? inference.Unknown() : inference.Resolve(nodes.Select(node => node.Type).Aggregate(inference.Join));

    /// <summary>A problem of the text, or where types are not checked an error of evaluation.</summary>
    private Failure Report(SourceSpan span, string message)
    {
        if (rigor != ExpressionRigor.Unchecked && problems.Count < Limits.ExpressionProblemsMax)
        {
            problems.Add(new ExpressionProblem(span, message));
        }

        return new Failure(message, CelType.Dyn, span);
    }

    /// <summary>An error that a constant part is bound to give: for authors a problem of the text.</summary>
    private Failure ReportConstant(SourceSpan span, Value error, CelType type) =>
        rigor == ExpressionRigor.Strict ? Report(span, error.AsError) : new Failure(error.AsError, type, span);
}
