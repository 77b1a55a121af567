using System.Collections.Immutable;
using Personalization.Core.Expressions.Functions;
using Personalization.Core.Expressions.Patterns;
using Personalization.Core.Expressions.Macros;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <content>Operators, functions and methods.</content>
internal sealed partial class Checker
{
    private CheckedNode CheckCall(CallSyntax syntax)
    {
        switch (syntax.Function)
        {
            case Operators.And or Operators.Or:
                return new Junction(syntax.Function == Operators.And, [.. syntax.Arguments.Select(CheckCondition)], syntax.Span);
            case Operators.Conditional:
                return CheckChoice(syntax);
            case Operators.Index:
                var operand = CheckNode(syntax.Arguments[0]);
                return operand is ObjectPath path ? CheckNamedIndex(path, syntax) : CheckFunction(syntax, [operand, CheckValue(syntax.Arguments[1])]);
            default:
                return syntax.IsMethod ? CheckMethodCall(syntax) : CheckFunction(syntax, [.. syntax.Arguments.Select(CheckValue)]);
        }
    }

    private CheckedNode CheckCondition(SyntaxNode syntax)
    {
        var node = CheckValue(syntax);
        return node is Failure || rigor == ExpressionRigor.Unchecked || inference.Fits(node.Type, CelType.Bool)
            ? node
            : Report(node.Span, $"a condition is a bool, but `{node.Span.Of(source)}` is {Article(node)}");
    }

    private CheckedNode CheckChoice(CallSyntax syntax)
    {
        var condition = CheckCondition(syntax.Arguments[0]);
        var then = CheckValue(syntax.Arguments[1]);
        var otherwise = CheckValue(syntax.Arguments[2]);
        return inference.Fits(then.Type, otherwise.Type) || rigor == ExpressionRigor.Unchecked
            ? new Choice(condition, then, otherwise, inference.Join(then.Type, otherwise.Type), syntax.Span)
            : Report(syntax.Span, $"both sides of `:` must be of one type, but they are {Article(then)} and {Article(otherwise)}");
    }

    /// <summary><c>exposures["upsell.runs"]</c>: a member whose name is no identifier.</summary>
    private CheckedNode CheckNamedIndex(ObjectPath path, CallSyntax syntax) =>
        syntax.Arguments[1] is LiteralSyntax { Value.Kind: ValueKind.String } name
            ? CheckMember(path, name.Value.AsString, name.Span, syntax.Span, isPresence: false)
            : Report(syntax.Arguments[1].Span, $"the name in the brackets behind `{path.Span.Of(source)}` is a text in quotes");

    private CheckedNode CheckFunction(CallSyntax syntax, ImmutableArray<CheckedNode> arguments) =>
        FindFunction(new QualifiedName(syntax.Function, syntax.Function, IsAbsolute: false)) is { } function
            ? CheckFunction(function, syntax, arguments)
            : ReportUnknownFunction(syntax);

    private Failure ReportUnknownFunction(CallSyntax syntax) => Report(
        syntax.NameSpan,
        $"unknown function `{syntax.Function}`{Spelling.Suggest(syntax.Function, Library.CallableNames.Concat(options.HasMacros ? MacroTable.Names : []))}");

    private Function? FindFunction(QualifiedName name)
    {
        foreach (var candidate in CandidatesOf(name))
        {
            if (Library.TryFind(candidate, out var function) || declared.TryGetValue(candidate, out function))
            {
                return function;
            }
        }

        return null;
    }

    private CheckedNode CheckFunction(Function function, CallSyntax syntax, ImmutableArray<CheckedNode> arguments)
    {
        function = function.In(options.TimeZones);
        if (arguments.OfType<Failure>().FirstOrDefault(argument => argument.Type.Kind == CelTypeKind.Dyn) is { } failure && rigor != ExpressionRigor.Unchecked)
        {
            return failure;
        }

        if (function.IsVariadic && arguments.Length > 1)
        {
            return CheckVariadic(function, syntax, arguments);
        }

        var fitting = function.Overloads
            .Where(overload => overload.IsMethod == syntax.IsMethod)
            .Select(overload => inference.ResultOf(overload, arguments))
            .OfType<CelType>()
            .ToList();
        if (fitting.Count == 0)
        {
            // Without checks the function itself finds out at run time, as long as it gets as many arguments as it looks at.
            return rigor == ExpressionRigor.Unchecked && function.Overloads.Any(overload => overload.Parameters.Length == arguments.Length)
                ? Call(function, arguments, CelType.Dyn, syntax.Span)
                : Report(syntax.NameSpan, Misfit(syntax, function, arguments));
        }

        if (function.IsZoned && rigor == ExpressionRigor.Strict && arguments is [_, Constant { Value.Kind: ValueKind.String } zone]
            && !LocalParts.IsZone(zone.Value.AsString, options.TimeZones))
        {
            var names = options.TimeZones.Zones.Keys.Concat(options.TimeZones.Links.Keys);
            return Report(zone.Span, $"unknown time zone `{zone.Value.AsString}`{Spelling.Suggest(zone.Value.AsString, names)}");
        }

        return Call(function, arguments, fitting.Aggregate((first, next) => first.IsSame(next) ? first : CelType.Dyn), syntax.Span);
    }

    private CheckedNode Call(Function function, ImmutableArray<CheckedNode> arguments, CelType type, SourceSpan span)
    {
        if (!arguments.IsEmpty && arguments.All(argument => argument is Constant))
        {
            var result = function.Apply([.. arguments.Select(argument => ((Constant)argument).Value)]);
            return result.Kind == ValueKind.Error ? ReportConstant(span, result, type) : new Constant(result, type, span);
        }

        return function.Name == "matches" && arguments[0].Type.Kind == CelTypeKind.String
            ? Match(function, arguments, span)
            : new FunctionCall(function, arguments, type, span);
    }

    private CheckedNode Match(Function function, ImmutableArray<CheckedNode> arguments, SourceSpan span)
    {
        if (arguments[1] is not Constant { Value.Kind: ValueKind.String } pattern)
        {
            // Building an automaton takes a thousand times as long as a comparison: not once per evaluation.
            return rigor == ExpressionRigor.Strict
                ? Report(arguments[1].Span, "a pattern is a text in quotes, so that it can be checked and compiled beforehand")
                : new FunctionCall(function, arguments, CelType.Bool, span);
        }

        return Pattern.TryCompile(pattern.Value.AsString, out var compiled, out var error)
            ? new PatternMatch(arguments[0], compiled, span)
            : ReportConstant(pattern.Span, Value.Error(error), CelType.Bool);
    }

    private string Article(CheckedNode node) => inference.Settle(node.Type).WithArticle;

    private string Misfit(CallSyntax syntax, Function function, ImmutableArray<CheckedNode> arguments)
    {
        var types = string.Join(" and ", arguments.Select(Article));
        var display = Operators.Display(function.Name);
        if (display != function.Name)
        {
            return $"`{display}` does not take {types}{Hint(function, arguments)}";
        }

        var overloads = function.Overloads.Where(overload => overload.IsMethod == syntax.IsMethod).ToList();
        return overloads.Count > 0 ? $"`{display}` does not take {(arguments.IsEmpty ? "nothing" : types)}"
            : syntax.IsMethod ? $"`{display}` is not called behind a dot; write `{display}(…)`"
            : $"`{display}` is called behind a dot; write `text.{display}(…)`";
    }

    /// <summary>What to write instead where numbers of different types meet, which is most of what goes wrong.</summary>
    private static string Hint(Function function, ImmutableArray<CheckedNode> arguments)
    {
        var isMixed = arguments.Length == 2 && arguments.Any(argument => argument.Type.Kind == CelTypeKind.Double)
            && arguments.Any(argument => argument.Type.Kind == CelTypeKind.Int);
        return !isMixed ? ""
            : arguments.OfType<Constant>().FirstOrDefault(constant => constant.Value.Kind == ValueKind.Int) is { } whole
                ? $"; write `{whole.Value.AsInt}.0`"
                : $"; convert one side with `double(…)` or `int(…)`";
    }
}
