using System.Collections.Immutable;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <content>Methods of objects, which are resolved here and now.</content>
internal sealed partial class Checker
{
    private CheckedNode CheckMethodCall(CallSyntax syntax)
    {
        if (DottedName(syntax.Arguments[0]) is { } space && Library.TryFind($"{space}.{syntax.Function}", out var function))
        {
            return CheckFunction(function, syntax with { IsMethod = false }, [.. syntax.Arguments.Skip(1).Select(CheckValue)]);
        }

        return CheckNode(syntax.Arguments[0]) is var target && target is ObjectPath path
            ? CheckMethod(path, syntax)
            : CheckFunction(syntax, [target, .. syntax.Arguments.Skip(1).Select(CheckValue)]);
    }

    private CheckedNode CheckMethod(ObjectPath path, CallSyntax syntax)
    {
        var arguments = syntax.Arguments.Skip(1).Select(CheckValue).ToImmutableArray();
        if (arguments.OfType<Failure>().FirstOrDefault() is { } failure)
        {
            return failure;
        }

        if (!path.Object.TryFindMethods(syntax.Function, out var overloads))
        {
            var suggestion = Spelling.Suggest(syntax.Function, path.Object.MethodNames);
            return Report(syntax.NameSpan, $"unknown function `{path.Span.Of(source)}.{syntax.Function}`{suggestion}");
        }

        if (overloads.FirstOrDefault(overload => Fits(overload, arguments)) is not { } method)
        {
            return Report(syntax.NameSpan, $"`{syntax.Function}` is called as {string.Join(" or ", overloads.Select(overload => $"`{overload}`"))}");
        }

        if (arguments.FirstOrDefault(argument => argument is not Constant) is { } open)
        {
            return Report(open.Span, $"the arguments of `{syntax.Function}` are written out, such as \"name\" or duration(\"24h\")");
        }

        var field = method.Bind([.. arguments.Select(argument => ((Constant)argument).Value)], out var problem);
        return field is not null
            ? new FieldRead(field, syntax.Span)
            : Report(problem is null ? syntax.NameSpan : arguments[problem.Index].Span, problem?.Message ?? $"`{syntax.Function}` cannot be called so");
    }

    private static bool Fits(Method method, ImmutableArray<CheckedNode> arguments) =>
        method.Parameters.Length == arguments.Length
        && method.Parameters.Zip(arguments).All(pair => pair.First.Kind == CelTypeKind.Dyn || pair.First.IsSame(pair.Second.Type));
}
