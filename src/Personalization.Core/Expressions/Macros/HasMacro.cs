using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary><c>has(user.role)</c>: whether a field is set or a map has a key.</summary>
internal sealed class HasMacro() : Macro("has", MacroForm.Function, 1)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem)
    {
        var select = call.Arguments[0] as SelectSyntax;
        problem = select is null or { IsPresence: true }
            ? new ExpressionProblem(call.Span, "`has()` takes one field, such as `has(user.traits.plan)`")
            : null;
        return problem is null ? select! with { IsPresence = true, Span = call.Span } : null;
    }
}
