using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary><c>cel.block([a, b], cel.index(0) + cel.index(1))</c>: several bindings, each of which may use those before it.</summary>
internal sealed class BlockMacro() : Macro("block", MacroForm.InNamespace, 2)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem)
    {
        problem = call.Arguments[1] is not ListSyntax { Elements.Length: <= Limits.ExpressionBlockMax }
            ? new ExpressionProblem(call.Arguments[1].Span, $"a block begins with a list of at most {Limits.ExpressionBlockMax} expressions")
            : null;
        if (problem is not null)
        {
            return null;
        }

        var elements = ((ListSyntax)call.Arguments[1]).Elements;
        var body = call.Arguments[2];
        for (var at = elements.Length - 1; at >= 0; at--)
        {
            body = new BindSyntax(new VariableSyntax($"@index{at}", elements[at].Span), elements[at], body, call.Span);
        }

        return body;
    }
}
