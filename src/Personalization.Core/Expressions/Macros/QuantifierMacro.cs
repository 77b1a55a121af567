using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary>
/// <c>list.all(x, x > 0)</c>, <c>map.exists(key, value, value > 0)</c>, <c>list.exists_one(x, x > 0)</c>: one variable is the element of a
/// list or the key of a map; two are index and element, or key and value.
/// </summary>
internal sealed class QuantifierMacro(string name, LoopKind kind) : Macro(name, MacroForm.Method, 2, 3)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem)
    {
        var variables = Variables(call.Arguments.AsSpan()[1..^1], out problem);
        return variables is null ? null : new LoopSyntax(kind, call.Function, call.Arguments[0], [.. variables], call.Arguments[^1], null, call.Span);
    }
}
