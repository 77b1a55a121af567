using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <content>Names and fields. https://github.com/google/cel-spec/blob/master/doc/langdef.md#name-resolution</content>
internal sealed partial class Checker
{
    private CheckedNode CheckName(NameSyntax syntax)
    {
        if (!syntax.IsAbsolute && scope.TryFind(syntax.Name, out var slot, out var type))
        {
            return new VariableRead(slot, type, syntax.Span);
        }

        return FindNamed(new QualifiedName(syntax.Name, syntax.Name, syntax.IsAbsolute), syntax.Span)
            ?? Report(syntax.Span, $"unknown name `{syntax.Name}`{Spelling.Suggest(syntax.Name, environment.Names.Concat(scope.Names))}");
    }

    private CheckedNode CheckSelect(SelectSyntax syntax)
    {
        // A name may itself hold dots; the longest name that is declared is meant.
        if (QualifiedName.Of(syntax) is { } name && !IsVariable(name) && FindNamed(name, syntax.Span) is { } named)
        {
            return named;
        }

        var operand = CheckNode(syntax.Operand);
        var type = inference.Resolve(operand.Type);
        var content = type.IsOptional ? type.Arguments[0] : type;
        return operand switch
        {
            Failure => operand,
            ObjectPath path when syntax.IsOptional => CheckOptionalMember(path, syntax),
            ObjectPath path => CheckMember(path, syntax.Field, syntax.FieldSpan, syntax.Span, syntax.IsPresence),
            _ when content.Kind is CelTypeKind.Map or CelTypeKind.Dyn or CelTypeKind.Parameter || rigor == ExpressionRigor.Unchecked =>
                CheckKey(operand, content, type.IsOptional, syntax),
            _ => Report(syntax.FieldSpan, $"{type.WithArticle} has no fields"),
        };
    }

    private CheckedNode CheckMember(ObjectPath path, string field, SourceSpan fieldSpan, SourceSpan span, bool isPresence)
    {
        if (!path.Object.TryFind(field, out var member))
        {
            var written = $"{path.Span.Of(source)}.{field}";
            return Report(fieldSpan, path.Object.MethodNames.Contains(field)
                ? $"`{written}` is a function; write `{written}(…)`"
                : $"unknown field `{written}`{Spelling.Suggest(field, path.Object.Names)}");
        }

        var node = NodeOf(member, fieldSpan, span);
        return (isPresence, node) switch
        {
            (true, FieldRead read) => new FieldPresence(read.Field, span),
            (true, ObjectPath) => new Constant(Value.Bool(true), CelType.Bool, span),
            _ => node,
        };
    }

    /// <summary><c>user.?role</c>: an optional that has a value where <c>has(user.role)</c>.</summary>
    private CheckedNode CheckOptionalMember(ObjectPath path, SelectSyntax syntax)
    {
        if (CheckMember(path, syntax.Field, syntax.FieldSpan, syntax.Span, isPresence: false) is not FieldRead read)
        {
            return Report(syntax.Span, $"`{syntax.Span.Of(source)}` is no value that can be absent");
        }

        var type = CelType.Optional(read.Type);
        return new Choice(
            new FieldPresence(read.Field, syntax.Span),
            new FunctionCall(Library.OptionalOf, [read], type, syntax.Span),
            new Constant(OptionalValue.None, type, syntax.Span),
            type,
            syntax.Span);
    }

    private FunctionCall CheckKey(CheckedNode map, CelType content, bool isOptional, SelectSyntax syntax)
    {
        var key = new Constant(Value.String(syntax.Field), CelType.String, syntax.FieldSpan);
        if (syntax.IsPresence)
        {
            return new FunctionCall(Library.HasKey, [map, key], CelType.Bool, syntax.Span);
        }

        var type = content.Kind == CelTypeKind.Map ? content.Arguments[1] : CelType.Dyn;
        return new FunctionCall(
            syntax.IsOptional ? Library.OptionalIndex : Library.Index,
            [map, key],
            isOptional || syntax.IsOptional ? CelType.Optional(type) : type,
            syntax.Span);
    }

    private bool IsVariable(QualifiedName name) => !name.IsAbsolute && scope.TryFind(name.Root, out _, out _);

    /// <summary>What a name means that no macro has declared: a declared name or a type, in the container or outside it.</summary>
    private CheckedNode? FindNamed(QualifiedName name, SourceSpan span)
    {
        foreach (var candidate in CandidatesOf(name))
        {
            if (environment.TryFind(candidate, out var member))
            {
                return NodeOf(member, span, span);
            }

            if (TypeNames.TryFind(candidate, out var type))
            {
                return new Constant(Value.Type(type), CelType.TypeOf(type), span);
            }
        }

        return null;
    }

    /// <summary>In the container <c>a.b</c> the name <c>c</c> is <c>a.b.c</c>, <c>a.c</c> or <c>c</c>, whichever there is first.</summary>
    private IEnumerable<string> CandidatesOf(QualifiedName name)
    {
        for (var space = name.IsAbsolute ? "" : container; space.Length > 0; space = space[..Math.Max(0, space.LastIndexOf('.'))])
        {
            yield return $"{space}.{name.Text}";
        }

        yield return name.Text;
    }

    private CheckedNode NodeOf(Member member, SourceSpan nameSpan, SourceSpan span) =>
        member.Refusal is { } refusal ? Report(nameSpan, refusal)
        : member.Type is ObjectType type ? new ObjectPath(type, span)
        : new FieldRead(member, span);
}
