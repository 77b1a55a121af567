using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Syntax;

/// <summary>
/// Reads an expression by recursive descent, binary operators by precedence climbing. Stops at the first problem.
/// https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
/// </summary>
internal sealed class Parser
{
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return",
        "var", "void", "while",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly string source;
    private readonly List<Token> tokens;
    private int at;
    private int depth;
    private ExpressionProblem? problem;

    private Parser(string source, List<Token> tokens)
    {
        this.source = source;
        this.tokens = tokens;
    }

    private Token Current => tokens[at];

    /// <summary>The expression, or the problem with it.</summary>
    public static SyntaxNode? Parse(string source, out ExpressionProblem? problem)
    {
        if (source.Length > Limits.ExpressionCharsMax)
        {
            problem = new ExpressionProblem(new SourceSpan(Limits.ExpressionCharsMax, 0), $"an expression has at most {Limits.ExpressionCharsMax} characters");
            return null;
        }

        var words = Lexer.Read(source, out problem);
        if (words is null)
        {
            return null;
        }

        var parser = new Parser(source, words);
        var node = parser.Expression();
        if (parser.problem is null && parser.Current.Kind != TokenKind.End)
        {
            parser.Unexpected("the end or an operator");
        }

        problem = parser.problem;
        return problem is null ? node : null;
    }

    private SyntaxNode Expression()
    {
        if (!Enter())
        {
            return Nothing();
        }

        var node = Binary(1);
        if (Accept("?"))
        {
            var then = Binary(1);
            Expect(":");
            var otherwise = problem is null ? Expression() : Nothing();
            node = new CallSyntax(Operators.Conditional, false, [node, then, otherwise], node.Span, node.Span.To(otherwise.Span));
        }

        depth--;
        return node;
    }

    private SyntaxNode Binary(int precedence)
    {
        var left = Unary();
        var entered = 0;
        while (problem is null && Current.Kind == TokenKind.Symbol
            && Operators.Binary.TryGetValue(Current.Text, out var found) && found.Precedence >= precedence && Enter())
        {
            // Every operator of a chain makes the tree one level deeper, so it counts like a nesting.
            entered++;
            var symbol = Take();
            left = found.Function is Operators.And or Operators.Or
                ? Chain(left, found.Function, found.Precedence, symbol)
                : Join(found.Function, left, Binary(found.Precedence + 1), symbol.Span);
        }

        depth -= entered;
        return left;
    }

    /// <summary><c>a &amp;&amp; b &amp;&amp; c</c> as one call of three: long chains stay flat, and an explanation names the part that is false.</summary>
    private CallSyntax Chain(SyntaxNode first, string function, int precedence, Token symbol)
    {
        var parts = ImmutableArray.CreateBuilder<SyntaxNode>();
        parts.Add(first);
        do
        {
            parts.Add(Binary(precedence + 1));
        }
        while (problem is null && Accept(symbol.Text));
        return new CallSyntax(function, false, parts.ToImmutable(), symbol.Span, first.Span.To(parts[^1].Span));
    }

    private static CallSyntax Join(string function, SyntaxNode left, SyntaxNode right, SourceSpan symbol) =>
        new(function, false, [left, right], symbol, left.Span.To(right.Span));

    private SyntaxNode Unary()
    {
        if (!Current.Is("!") && !Current.Is("-"))
        {
            return Postfix(Primary());
        }

        if (!Enter())
        {
            return Nothing();
        }

        var symbol = Take();
        var node = symbol.Is("-") && Current.Kind == TokenKind.Literal && Negated(Current) is { } number
            ? Postfix(new LiteralSyntax(number, symbol.Span.To(Take().Span)))
            : Apply(symbol, Unary());
        depth--;
        return node;
    }

    private static CallSyntax Apply(Token symbol, SyntaxNode operand) =>
        new(symbol.Is("!") ? Operators.Not : Operators.Negate, false, [operand], symbol.Span, symbol.Span.To(operand.Span));

    private Value? Negated(Token literal) => literal.Value.Kind switch
    {
        ValueKind.Int => Value.Int(-literal.Value.AsInt),
        ValueKind.Double => Value.Double(-literal.Value.AsDouble),
        _ => IsIntMinMagnitude(literal) ? Value.Int(long.MinValue) : null,
    };

    private SyntaxNode Postfix(SyntaxNode node)
    {
        var entered = 0;
        while (problem is null && (Current.Is(".") || Current.Is("[")) && Enter())
        {
            entered++;
            node = Take().Is(".") ? Member(node) : IndexOf(node);
        }

        depth -= entered;
        return node;
    }

    private CallSyntax IndexOf(SyntaxNode node)
    {
        var index = Expression();
        var close = Expect("]");
        return new CallSyntax(Operators.Index, false, [node, index], index.Span, node.Span.To(close.Span));
    }

    private SyntaxNode Member(SyntaxNode node)
    {
        if (Current.Kind is not (TokenKind.Identifier or TokenKind.QuotedField))
        {
            return Unexpected("a field name");
        }

        var name = Take();
        if (name.Kind == TokenKind.QuotedField || !Accept("("))
        {
            return new SelectSyntax(node, name.Text, name.Span, false, node.Span.To(name.Span));
        }

        var arguments = List(")", out var close);
        return new CallSyntax(name.Text, true, [node, .. arguments], name.Span, node.Span.To(close));
    }

    private SyntaxNode Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Literal:
                return Literal(Take());
            case TokenKind.Identifier:
                return Name(Take());
            case TokenKind.Symbol when Accept("."):
                return Current.Kind == TokenKind.Identifier ? Name(Take()) : Unexpected("a name");
            case TokenKind.Symbol when Accept("("):
                // The brackets belong to the text of what is in them: explanations quote it.
                var inner = Expression();
                return inner with { Span = token.Span.To(Expect(")").Span) };
            case TokenKind.Symbol when Accept("["):
                var elements = List("]", out var close);
                return new ListSyntax(elements, token.Span.To(close));
            case TokenKind.Symbol when Accept("{"):
                return Map(token.Span);
            default:
                return Unexpected("a value, a name or `(`");
        }
    }

    private SyntaxNode Literal(Token token) => IsIntMinMagnitude(token)
        ? Report(token.Span, "the number does not fit a signed 64-bit integer")
        : new LiteralSyntax(token.Value, token.Span);

    private bool IsIntMinMagnitude(Token token) =>
        token.Value.Kind == ValueKind.Uint && token.Value.AsUint == NumberLiteral.IntMinMagnitude && source[token.Span.End - 1] is not ('u' or 'U');

    private SyntaxNode Name(Token name)
    {
        if (Reserved.Contains(name.Text))
        {
            return Report(name.Span, $"`{name.Text}` is a reserved word");
        }

        if (!Accept("("))
        {
            return new NameSyntax(name.Text, name.Span);
        }

        var arguments = List(")", out var close);
        var span = name.Span.To(close);
        if (name.Text != "has")
        {
            return new CallSyntax(name.Text, false, arguments, name.Span, span);
        }

        return arguments is [SelectSyntax { IsPresence: false } select]
            ? select with { IsPresence = true, Span = span }
            : Report(span, "`has()` takes one field, such as `has(user.traits.plan)`");
    }

    private MapSyntax Map(SourceSpan open)
    {
        var entries = ImmutableArray.CreateBuilder<SyntaxNode>();
        while (problem is null && !Current.Is("}"))
        {
            entries.Add(Expression());
            Expect(":");
            entries.Add(Expression());
            if (!Accept(","))
            {
                break;
            }
        }

        var close = Expect("}");
        return new MapSyntax(entries.ToImmutable(), open.To(close.Span));
    }

    /// <summary>Expressions with commas between them; a comma may follow the last of a list literal.</summary>
    private ImmutableArray<SyntaxNode> List(string end, out SourceSpan close)
    {
        var elements = ImmutableArray.CreateBuilder<SyntaxNode>();
        while (problem is null && !Current.Is(end))
        {
            elements.Add(Expression());
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

    private bool Enter()
    {
        if (++depth <= Limits.ExpressionDepthMax)
        {
            return true;
        }

        Report(Current.Span, $"an expression nests at most {Limits.ExpressionDepthMax} levels deep");
        return false;
    }

    private Token Take() => Current.Kind == TokenKind.End ? Current : tokens[at++];

    private bool Accept(string symbol)
    {
        if (problem is not null || !Current.Is(symbol))
        {
            return false;
        }

        at++;
        return true;
    }

    private Token Expect(string symbol)
    {
        if (problem is null && !Current.Is(symbol))
        {
            Unexpected($"`{symbol}`");
        }

        return Take();
    }

    private NameSyntax Unexpected(string wanted) => Report(
        Current.Span,
        Current.Kind == TokenKind.End ? $"the expression ends where {wanted} should be" : $"expected {wanted} instead of `{Current.Span.Of(source)}`");

    private NameSyntax Report(SourceSpan span, string message)
    {
        problem ??= new ExpressionProblem(span, message);
        return Nothing();
    }

    /// <summary>Stands where nothing could be read; never leaves the parser, since there is a problem then.</summary>
    private NameSyntax Nothing() => new("", Current.Span);
}
