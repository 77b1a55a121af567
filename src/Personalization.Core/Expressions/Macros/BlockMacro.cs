using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary><c>cel.block([a, b], cel.index(0) + cel.index(1))</c>: several bindings, each of which may use those before it.</summary>
internal sealed class BlockMacro() : Macro("block", MacroForm.InNamespace, 2)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem)
    {
        if (call.Arguments[1] is not ListSyntax { Elements: { Length: <= Limits.ExpressionBlockMax } elements })
        {
            problem = new ExpressionProblem(call.Arguments[1].Span, $"a block begins with a list of at most {Limits.ExpressionBlockMax} expressions");
            return null;
        }

        problem = null;
        var variables = elements.Select((element, at) => new VariableSyntax($"@index{at}", element.Span));
        return new BindSyntax([.. variables], elements, call.Arguments[2], call.Span);
    }
}
