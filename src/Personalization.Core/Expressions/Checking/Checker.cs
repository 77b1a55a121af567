using System.Collections.Immutable;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <summary>Resolves names, checks types and evaluates what is constant. Goes on after a problem, to find the others.</summary>
internal sealed partial class Checker(string source, ObjectType environment, ExpressionRigor rigor)
{
    private readonly ImmutableArray<ExpressionProblem>.Builder problems = ImmutableArray.CreateBuilder<ExpressionProblem>();

    public ImmutableArray<ExpressionProblem> Problems => problems.ToImmutable();

    /// <summary>Checks a whole expression, whose type must be the wanted one if there is one.</summary>
    public CheckedNode Check(SyntaxNode syntax, CelType? wanted)
    {
        var node = CheckValue(syntax);
        if (wanted is not null && node.Type.Kind != CelTypeKind.Dyn && !node.Type.IsSame(wanted))
        {
            Report(node.Span, $"the expression must give {wanted.WithArticle}, but this gives {node.Type.WithArticle}");
        }

        return node;
    }

    /// <summary>Checks an expression that must have a value, which an object has not.</summary>
    private CheckedNode CheckValue(SyntaxNode syntax)
    {
        var node = CheckNode(syntax);
        return node is ObjectPath path
            ? Report(node.Span, $"`{node.Span.Of(source)}` is no value; name one of its fields: {string.Join(", ", path.Object.Names.Order(StringComparer.Ordinal).Take(8))}")
            : node;
    }

    private CheckedNode CheckNode(SyntaxNode syntax) => syntax switch
    {
        LiteralSyntax literal => new Constant(literal.Value, CelType.Of(literal.Value.Kind), literal.Span),
        NameSyntax name => CheckName(name),
        SelectSyntax select => CheckSelect(select),
        CallSyntax call => CheckCall(call),
        ListSyntax list => CheckList(list),
        MapSyntax map => CheckMap(map),
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
        return new MapMaking(parts, CelType.Map(keys, values), syntax.Span);
    }

    private static CelType JoinOf(ImmutableArray<CheckedNode> nodes) =>
        nodes.IsEmpty ? CelType.Dyn : nodes.Select(node => node.Type).Aggregate(Unifier.Join);

    /// <summary>A problem of the text, or where types are not checked an error of evaluation.</summary>
    private Failure Report(SourceSpan span, string message)
    {
        if (rigor != ExpressionRigor.Unchecked && problems.Count < Limits.ExpressionProblemsMax)
        {
            problems.Add(new ExpressionProblem(span, message));
        }

        return new Failure(message, span);
    }

    /// <summary>An error that a constant part is bound to give: for authors a problem of the text.</summary>
    private Failure ReportConstant(SourceSpan span, Value error) =>
        rigor == ExpressionRigor.Strict ? Report(span, error.AsError) : new Failure(error.AsError, span);
}
