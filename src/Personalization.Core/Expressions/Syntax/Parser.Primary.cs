using System.Collections.Immutable;
using Personalization.Core.Expressions.Macros;

namespace Personalization.Core.Expressions.Syntax;

/// <content>Names, literals and calls, and what follows behind dots and brackets.</content>
internal sealed partial class Parser
{
    private SyntaxNode Postfix(SyntaxNode node)
    {
        var entered = 0;
        while (problem is null && (Current.Is(".") || Current.Is("[") || (Current.Is("{") && QualifiedName.Of(node) is not null)) && Enter())
        {
            entered++;
            node = Accept("{") ? Message(node) : Take().Is(".") ? Member(node) : IndexOf(node);
        }

        depth -= entered;
        return node;
    }

    private CallSyntax IndexOf(SyntaxNode node)
    {
        var function = Accept("?") ? Operators.OptionalIndex : Operators.Index;
        var index = Expression();
        var close = Expect("]");
        return new CallSyntax(function, false, [node, index], index.Span, node.Span.To(close.Span));
    }

    private SyntaxNode Member(SyntaxNode node)
    {
        var isOptional = Accept("?");
        if (Current.Kind is not (TokenKind.Identifier or TokenKind.QuotedField))
        {
            return Unexpected("a field name");
        }

        var name = Take();
        if (name.Kind == TokenKind.QuotedField || isOptional || !Accept("("))
        {
            return new SelectSyntax(node, name.Text, name.Span, isOptional, false, node.Span.To(name.Span));
        }

        var arguments = List(")", out var close);
        return Expand(new CallSyntax(name.Text, true, [node, .. arguments], name.Span, node.Span.To(close)));
    }

    private SyntaxNode Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Literal:
                return Literal(Take());
            case TokenKind.Identifier:
                return Name(Take(), isAbsolute: false);
            case TokenKind.Symbol when Accept("."):
                return Current.Kind == TokenKind.Identifier ? Name(Take(), isAbsolute: true) : Unexpected("a name");
            case TokenKind.Symbol when Accept("("):
                // The brackets belong to the text of what is in them: explanations quote it.
                var inner = Expression();
                return inner with { Span = token.Span.To(Expect(")").Span) };
            case TokenKind.Symbol when Accept("["):
                var elements = List("]", out var close);
                return new ListSyntax(elements, token.Span.To(close));
            case TokenKind.Symbol when Accept("{"):
                return new MapSyntax(Entries(areKeysNames: false, out var end), token.Span.To(end));
            default:
                return Unexpected("a value, a name or `(`");
        }
    }

    private SyntaxNode Literal(Token token) => IsIntMinMagnitude(token)
        ? Report(token.Span, "the number does not fit a signed 64-bit integer")
        : new LiteralSyntax(token.Value, token.Span);

    private bool IsIntMinMagnitude(Token token) =>
        token.Value.Kind == ValueKind.Uint && token.Value.AsUint == NumberLiteral.IntMinMagnitude && source[token.Span.End - 1] is not ('u' or 'U');

    private SyntaxNode Name(Token name, bool isAbsolute)
    {
        if (Reserved.Contains(name.Text))
        {
            return Report(name.Span, $"`{name.Text}` is a reserved word");
        }

        if (!Accept("("))
        {
            return new NameSyntax(name.Text, isAbsolute, name.Span);
        }

        var arguments = List(")", out var close);
        return Expand(new CallSyntax(name.Text, false, arguments, name.Span, name.Span.To(close)));
    }

    private SyntaxNode Expand(CallSyntax call)
    {
        if (problem is not null || !hasMacros || MacroTable.Find(call) is not { } macro)
        {
            return call;
        }

        var expanded = macro.Expand(call, out var wrong);
        return expanded ?? Report(wrong!.Span, wrong.Message);
    }

    private MessageSyntax Message(SyntaxNode name)
    {
        var values = Entries(areKeysNames: true, out var close);
        return new MessageSyntax(QualifiedName.Of(name)!.Value.Text, values, name.Span.To(close));
    }

    /// <summary>The entries of a map, keys and values in turns, or the values of a message's fields.</summary>
    private ImmutableArray<SyntaxNode> Entries(bool areKeysNames, out SourceSpan close)
    {
        var entries = ImmutableArray.CreateBuilder<SyntaxNode>();
        while (problem is null && !Current.Is("}"))
        {
            var mark = Current.Span;
            var isOptional = Accept("?");
            if (!areKeysNames)
            {
                entries.Add(Expression());
            }
            else if (Current.Kind is TokenKind.Identifier or TokenKind.QuotedField)
            {
                Take();
            }
            else
            {
                Unexpected("a field name");
            }

            Expect(":");
            var value = Expression();
            entries.Add(isOptional ? new OptionalSyntax(value, mark.To(value.Span)) : value);
            if (!Accept(","))
            {
                break;
            }
        }

        close = Expect("}").Span;
        return entries.ToImmutable();
    }

    /// <summary>Expressions with commas between them; a comma may follow the last of a list literal.</summary>
    private ImmutableArray<SyntaxNode> List(string end, out SourceSpan close)
    {
        var elements = ImmutableArray.CreateBuilder<SyntaxNode>();
        while (problem is null && !Current.Is(end))
        {
            elements.Add(end == "]" ? Element() : Expression());
            if (!Accept(","))
            {
                break;
            }

            if (end == ")" && Current.Is(end))
            {
                Unexpected("an argument");
            }
        }

        close = Expect(end).Span;
        return elements.ToImmutable();
    }

    private SyntaxNode Element()
    {
        var mark = Current.Span;
        var isOptional = Accept("?");
        var element = Expression();
        return isOptional ? new OptionalSyntax(element, mark.To(element.Span)) : element;
    }
}
