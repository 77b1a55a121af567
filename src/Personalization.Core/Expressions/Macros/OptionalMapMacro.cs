using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary>
/// <c>optional.optMap(x, x + 1)</c>: an optional of something made of the value, if there is one; <c>optFlatMap</c>, where what is made is an optional.
/// </summary>
internal sealed class OptionalMapMacro(string name, bool isFlat) : Macro(name, MacroForm.Method, 2)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem) =>
        TryVariable(call.Arguments[1], out var variable, out problem)
            ? new OptionalMapSyntax(call.Arguments[0], variable, call.Arguments[2], isFlat, call.Span)
            : null;
}
