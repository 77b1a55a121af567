using System.Collections.Immutable;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <content>Functions that take any number of arguments, which are functions of a list.</content>
internal sealed partial class Checker
{
    private CheckedNode CheckVariadic(Function function, CallSyntax syntax, ImmutableArray<CheckedNode> arguments)
    {
        if (arguments.Length > Limits.ExpressionListMax)
        {
            return Report(syntax.Span, $"a function has at most {Limits.ExpressionListMax} arguments");
        }

        // The list of a number and a text is a list of anything, so each is looked at alone.
        var misfit = arguments.FirstOrDefault(argument => !function.Overloads.Any(overload => inference.Takes(overload, [argument])));
        if (misfit is not null && rigor != ExpressionRigor.Unchecked)
        {
            return Report(misfit.Span, Misfit(syntax, function, [misfit]));
        }

        var type = CelType.List(JoinOf(arguments));
        CheckedNode list = arguments.All(argument => argument is Constant)
            ? new Constant(Value.List([.. arguments.Select(argument => ((Constant)argument).Value)]), type, syntax.Span)
            : new ListMaking(arguments, type, syntax.Span);
        return CheckFunction(function, syntax, [list]);
    }
}
