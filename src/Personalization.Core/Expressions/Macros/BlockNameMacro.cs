using System.Globalization;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary><c>cel.index(0)</c>, <c>cel.iterVar(0, 1)</c>, <c>cel.accuVar(0, 1)</c>: names that no author can write, for what optimisers make.</summary>
internal sealed class BlockNameMacro(string name, string prefix, int count) : Macro(name, MacroForm.InNamespace, count)
{
    public override SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem)
    {
        foreach (var argument in call.Arguments.AsSpan()[1..])
        {
            if (argument is not LiteralSyntax { Value.Kind: ValueKind.Int })
            {
                problem = new ExpressionProblem(argument.Span, "a whole number stands here");
                return null;
            }
        }

        problem = null;
        var numbers = call.Arguments.Skip(1).Select(argument => ((LiteralSyntax)argument).Value.AsInt.ToString(CultureInfo.InvariantCulture));
        return new NameSyntax(count == 1 ? prefix + numbers.First() : $"{prefix}:{string.Join(':', numbers)}", IsAbsolute: false, call.Span);
    }
}
