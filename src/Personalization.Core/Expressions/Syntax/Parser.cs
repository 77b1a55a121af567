using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Syntax;

/// <summary>
/// Reads an expression by recursive descent, binary operators by precedence climbing, and replaces macros. Stops at the first problem.
/// https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
/// </summary>
internal sealed partial class Parser
{
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return",
        "var", "void", "while",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly string source;
    private readonly List<Token> tokens;
    private readonly bool hasMacros;
    private int at;
    private int depth;
    private ExpressionProblem? problem;

    private Parser(string source, List<Token> tokens, bool hasMacros)
    {
        this.source = source;
        this.tokens = tokens;
        this.hasMacros = hasMacros;
    }

    private Token Current => tokens[at];

    /// <summary>The expression, or the problem with it.</summary>
    public static SyntaxNode? Parse(string source, bool hasMacros, out ExpressionProblem? problem)
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

        var parser = new Parser(source, words, hasMacros);
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
    private NameSyntax Nothing() => new("", IsAbsolute: false, Current.Span);
}
