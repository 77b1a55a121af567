using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <content>Names and fields.</content>
internal sealed partial class Checker
{
    private CheckedNode CheckName(NameSyntax syntax) => environment.TryFind(syntax.Name, out var member)
        ? NodeOf(member, syntax.Span, syntax.Span)
        : Report(syntax.Span, $"unknown name `{syntax.Name}`{Spelling.Suggest(syntax.Name, environment.Names)}");

    private CheckedNode CheckSelect(SelectSyntax syntax)
    {
        // A name may itself hold dots; the longest name that is declared is meant.
        if (!syntax.IsPresence && DottedName(syntax) is { } dotted && environment.TryFind(dotted, out var named))
        {
            return NodeOf(named, syntax.Span, syntax.Span);
        }

        var operand = CheckNode(syntax.Operand);
        return operand switch
        {
            Failure => operand,
            ObjectPath path => CheckMember(path, syntax.Field, syntax.FieldSpan, syntax.Span, syntax.IsPresence),
            _ when operand.Type.Kind is CelTypeKind.Map or CelTypeKind.Dyn || rigor == ExpressionRigor.Unchecked => CheckKey(operand, syntax),
            _ => Report(syntax.FieldSpan, $"{operand.Type.WithArticle} has no fields"),
        };
    }

    private CheckedNode CheckMember(ObjectPath path, string field, SourceSpan fieldSpan, SourceSpan span, bool isPresence)
    {
        if (!path.Object.TryFind(field, out var member))
        {
            if (path.Object.MethodNames.Contains(field))
            {
                return Report(fieldSpan, $"`{path.Span.Of(source)}.{field}` is a function; write `{path.Span.Of(source)}.{field}(…)`");
            }

            var suggestion = Spelling.Suggest(field, path.Object.Names);
            return Report(fieldSpan, $"unknown field `{path.Span.Of(source)}.{field}`{suggestion}");
        }

        var node = NodeOf(member, fieldSpan, span);
        return (isPresence, node) switch
        {
            (true, FieldRead read) => new FieldPresence(read.Field, span),
            (true, ObjectPath) => new Constant(Value.Bool(true), CelType.Bool, span),
            _ => node,
        };
    }

    private FunctionCall CheckKey(CheckedNode map, SelectSyntax syntax)
    {
        var key = new Constant(Value.String(syntax.Field), CelType.String, syntax.FieldSpan);
        if (syntax.IsPresence)
        {
            return new FunctionCall(Library.HasKey, [map, key], CelType.Bool, syntax.Span);
        }

        Library.TryFind(Operators.Index, out var index);
        var type = map.Type.Kind == CelTypeKind.Map ? map.Type.Arguments[1] : CelType.Dyn;
        return new FunctionCall(index, [map, key], type, syntax.Span);
    }

    private CheckedNode NodeOf(Member member, SourceSpan nameSpan, SourceSpan span) =>
        member.Refusal is { } refusal ? Report(nameSpan, refusal)
        : member.Type is ObjectType type ? new ObjectPath(type, span)
        : new FieldRead(member, span);

    internal static string? DottedName(SyntaxNode syntax) => syntax switch
    {
        NameSyntax name => name.Name,
        SelectSyntax { IsPresence: false } select when DottedName(select.Operand) is { } operand => $"{operand}.{select.Field}",
        _ => null,
    };
}
