using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Macros;

/// <summary>
/// Something that is written like a call but does not evaluate its arguments like one; it is replaced while the text is read.
/// https://github.com/google/cel-spec/blob/master/doc/langdef.md#macros
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="form">What stands before the dot.</param>
/// <param name="argumentCounts">How many arguments it may have behind the dot; a call with another number is no macro.</param>
internal abstract class Macro(string name, MacroForm form, params int[] argumentCounts)
{
    /// <summary>Its name, without what stands before the dot.</summary>
    public string Name { get; } = name;

    /// <summary>Whether this call is written as the macro is.</summary>
    public bool Fits(CallSyntax call)
    {
        var isMethod = form != MacroForm.Function;
        return call.IsMethod == isMethod
            && argumentCounts.Contains(call.Arguments.Length - (isMethod ? 1 : 0))
            && (form != MacroForm.InNamespace || call.Arguments[0] is NameSyntax { Name: "cel" });
    }

    /// <summary>What stands in place of the call; null, with a problem, where it cannot be.</summary>
    public abstract SyntaxNode? Expand(CallSyntax call, out ExpressionProblem? problem);

    /// <summary>An argument that names a variable which the macro declares.</summary>
    protected static bool TryVariable(SyntaxNode argument, [NotNullWhen(true)] out VariableSyntax? variable, out ExpressionProblem? problem)
    {
        variable = argument is NameSyntax { IsAbsolute: false } name ? new VariableSyntax(name.Name, name.Span) : null;
        problem = variable is null ? new ExpressionProblem(argument.Span, "the name of a variable stands here") : null;
        return variable is not null;
    }

    /// <summary>The arguments that name the variables of a loop, which differ.</summary>
    protected static VariableSyntax[]? Variables(ReadOnlySpan<SyntaxNode> arguments, out ExpressionProblem? problem)
    {
        var variables = new VariableSyntax[arguments.Length];
        problem = null;
        for (var at = 0; at < arguments.Length; at++)
        {
            if (!TryVariable(arguments[at], out var variable, out problem))
            {
                return null;
            }

            variables[at] = variable;
        }

        if (variables is [var first, var second] && string.Equals(first.Name, second.Name, StringComparison.Ordinal))
        {
            problem = new ExpressionProblem(second.Span, "the two variables have different names");
            return null;
        }

        return variables;
    }
}
