using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary>
/// <c>list.map(x, x * 2)</c>, <c>transformList(i, x, …)</c>, <c>transformMap(key, value, …)</c>, <c>transformMapEntry(key, value, {…})</c>: something
/// made of each element; with one argument more, of each that fulfils the condition before the last.
/// </summary>
internal sealed class TransformMacro(string name, LoopKind kind, int variableCount)
    : Macro(name, MacroForm.Method, variableCount + 1, variableCount + 2)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem)
    {
        var variables = Variables(call.Arguments.AsSpan(1, variableCount), out problem);
        var condition = call.Arguments.Length == variableCount + 3 ? call.Arguments[^2] : null;
        return variables is null
            ? null
            : new LoopSyntax(kind, call.Function, call.Arguments[0], [.. variables], condition, call.Arguments[^1], call.Span);
    }
}
