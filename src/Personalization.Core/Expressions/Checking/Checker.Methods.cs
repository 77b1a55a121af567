using System.Collections.Immutable;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <content>What is called behind a dot: functions of a namespace, methods of values, and methods of objects, which are resolved here and now.</content>
internal sealed partial class Checker
{
    private CheckedNode CheckMethodCall(CallSyntax syntax)
    {
        if (QualifiedName.Of(syntax.Arguments[0]) is { } space && !IsVariable(space))
        {
            var name = space with { Text = $"{space.Text}.{syntax.Function}" };
            var call = syntax with { Function = name.Text, IsMethod = false, NameSpan = syntax.Arguments[0].Span.To(syntax.NameSpan) };
            if (FindFunction(name) is { } function)
            {
                return CheckFunction(function, call, [.. syntax.Arguments.Skip(1).Select(CheckValue)]);
            }

            if (Library.HasNamespace(space.Text))
            {
                return ReportUnknownFunction(call);
            }
        }

        var target = CheckNode(syntax.Arguments[0]);
        return target is ObjectPath path ? CheckMethod(path, syntax)
            : FindFunction(new QualifiedName(syntax.Function, syntax.Function, IsAbsolute: true)) is { } method
                ? CheckFunction(method, syntax, [target, .. syntax.Arguments.Skip(1).Select(CheckValue)])
            : target is Failure ? target
            : ReportUnknownFunction(syntax);
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
        && method.Parameters.Zip(arguments).All(pair => Takes(pair.First, pair.Second.Type));

    private static bool Takes(CelType parameter, CelType argument) =>
        parameter.Kind == CelTypeKind.Dyn
        || (parameter.Kind == argument.Kind && parameter.Kind == CelTypeKind.Map
            ? parameter.Arguments.Zip(argument.Arguments).All(pair => Takes(pair.First, pair.Second))
            : parameter.IsSame(argument));
}
