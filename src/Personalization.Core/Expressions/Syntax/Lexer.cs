using System.Buffers;

namespace Personalization.Core.Expressions.Syntax;

/// <summary>Cuts the text of an expression into tokens. https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax</summary>
internal ref struct Lexer(string source)
{
    /// <summary>Longer symbols first: the first that fits is taken.</summary>
    private static readonly string[] Symbols =
        ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"];

    private static readonly SearchValues<char> QuotedFieldChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/ ");

    private int at;

    /// <summary>The tokens with an end at the end, or the problem with the first that is none.</summary>
    public static List<Token>? Read(string source, out ExpressionProblem? problem)
    {
        var lexer = new Lexer(source);
        var tokens = new List<Token>();
        while (true)
        {
            var token = lexer.Next(out problem);
            if (problem is not null)
            {
                return null;
            }

            tokens.Add(token);
            if (token.Kind == TokenKind.End)
            {
                return tokens;
            }
        }
    }

    private Token Next(out ExpressionProblem? problem)
    {
        SkipBlanks();
        problem = null;
        if (at == source.Length)
        {
            return new Token(TokenKind.End, new SourceSpan(at, 0), "", default);
        }

        var rest = source.AsSpan(at);
        if (char.IsAsciiDigit(rest[0]) || (rest is ['.', _, ..] && char.IsAsciiDigit(rest[1])))
        {
            return Literal(NumberLiteral.Read(rest, out var error), error, out problem);
        }

        if (TextLiteral.Begins(rest))
        {
            return Literal(TextLiteral.Read(rest, out var error), error, out problem);
        }

        if (char.IsAsciiLetter(rest[0]) || rest[0] == '_')
        {
            return Word(rest);
        }

        return rest[0] == '`' ? QuotedField(rest, out problem) : Symbol(rest, out problem);
    }

    private void SkipBlanks()
    {
        while (at < source.Length)
        {
            if (source[at] is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                at++;
            }
            else if (source.AsSpan(at).StartsWith("//"))
            {
                var line = source.AsSpan(at).IndexOf('\n');
                at = line < 0 ? source.Length : at + line;
            }
            else
            {
                return;
            }
        }
    }

    private Token Literal((Value Value, int Length) read, string? error, out ExpressionProblem? problem)
    {
        var span = Take(read.Length);
        problem = error is null ? null : new ExpressionProblem(span, error);
        return new Token(TokenKind.Literal, span, "", read.Value);
    }

    private Token Word(ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAnyExcept(WordChars);
        var span = Take(length < 0 ? rest.Length : length);
        return span.Of(source) switch
        {
            "true" => new Token(TokenKind.Literal, span, "true", Value.Bool(true)),
            "false" => new Token(TokenKind.Literal, span, "false", Value.Bool(false)),
            "null" => new Token(TokenKind.Literal, span, "null", Value.Null),
            "in" => new Token(TokenKind.Symbol, span, "in", default),
            var name => new Token(TokenKind.Identifier, span, name, default),
        };
    }

    private static readonly SearchValues<char> WordChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private Token QuotedField(ReadOnlySpan<char> rest, out ExpressionProblem? problem)
    {
        var length = rest[1..].IndexOfAnyExcept(QuotedFieldChars);
        var isClosed = length > 0 && rest[length + 1] == '`';
        var span = Take(isClosed ? length + 2 : 1);
        problem = isClosed ? null : new ExpressionProblem(span, "a field name in back quotes holds letters, digits, `_`, `.`, `-`, `/` and blanks and ends with a back quote");
        return new Token(TokenKind.QuotedField, span, isClosed ? source.Substring(span.Offset + 1, length) : "", default);
    }

    private Token Symbol(ReadOnlySpan<char> rest, out ExpressionProblem? problem)
    {
        problem = null;
        foreach (var symbol in Symbols)
        {
            if (rest.StartsWith(symbol))
            {
                return new Token(TokenKind.Symbol, Take(symbol.Length), symbol, default);
            }
        }

        var length = char.IsSurrogatePair(source, Math.Min(at, source.Length - 2 < 0 ? 0 : at)) ? 2 : 1;
        var span = Take(Math.Min(length, rest.Length));
        problem = new ExpressionProblem(span, rest[0] switch
        {
            '=' => "`=` is not an operator; to compare write `==`",
            '&' => "`&` is not an operator; for “and” write `&&`",
            '|' => "`|` is not an operator; for “or” write `||`",
            var other when char.IsControl(other) || char.IsSurrogate(other) => $"the character U+{(int)other:X4} has no place here",
            var other => $"the character `{other}` has no place here",
        });
        return default;
    }

    private SourceSpan Take(int length)
    {
        var span = new SourceSpan(at, length);
        at += length;
        return span;
    }
}
