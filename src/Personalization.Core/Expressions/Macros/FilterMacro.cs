using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary><c>list.filter(x, x > 0)</c>: the elements, or the keys of a map, that fulfil a condition.</summary>
internal sealed class FilterMacro() : Macro("filter", MacroForm.Method, 2)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem)
    {
        var variables = Variables(call.Arguments.AsSpan(1, 1), out problem);
        return variables is null
            ? null
            : new LoopSyntax(LoopKind.List, call.Function, call.Arguments[0], [.. variables], call.Arguments[2], call.Arguments[1], call.Span);
    }
}
