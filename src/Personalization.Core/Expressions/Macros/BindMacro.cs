using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary><c>cel.bind(x, user.count * 2, x + x)</c>: a name for something that is needed more than once.</summary>
internal sealed class BindMacro() : Macro("bind", MacroForm.InNamespace, 3)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem) =>
        TryVariable(call.Arguments[1], out var variable, out problem)
            ? new BindSyntax([variable], [call.Arguments[2]], call.Arguments[3], call.Span)
            : null;
}
