using System.Collections.Immutable;
using System.Text;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions;

/// <summary>Takes a text with placeholders apart: <c>${expression}</c> is a placeholder, <c>$${</c> is a dollar and a brace.</summary>
internal static class TemplateSyntax
{
    /// <summary>The pieces between the placeholders, one more than there are placeholders, and where the expressions stand.</summary>
    public static (ImmutableArray<string> Pieces, ImmutableArray<SourceSpan> Expressions) Split(string text, out ExpressionProblem? problem)
    {
        problem = null;
        var pieces = ImmutableArray.CreateBuilder<string>();
        var expressions = ImmutableArray.CreateBuilder<SourceSpan>();
        var piece = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text.AsSpan(at).StartsWith("$${"))
            {
                piece.Append("${");
                at += 2;
            }
            else if (text.AsSpan(at).StartsWith("${"))
            {
                var end = EndOf(text, at + 2);
                if (end < 0)
                {
                    problem = new ExpressionProblem(new SourceSpan(at, 2), "`${` has no closing `}`; write `$${` for the two characters themselves");
                    break;
                }

                pieces.Add(piece.ToString());
                piece.Clear();
                expressions.Add(new SourceSpan(at + 2, end - at - 2));
                at = end;
            }
            else
            {
                piece.Append(text[at]);
            }
        }

        pieces.Add(piece.ToString());
        return (pieces.ToImmutable(), expressions.ToImmutable());
    }

    /// <summary>Where the brace is that closes a placeholder: not one of a map, and not one inside of a text. -1 for none.</summary>
    private static int EndOf(string text, int from)
    {
        var depth = 0;
        for (var at = from; at < text.Length; at++)
        {
            var rest = text.AsSpan(at);
            if (TextLiteral.Begins(rest))
            {
                at += TextLiteral.Read(rest, out var error).Length - 1;
                if (error is not null)
                {
                    return -1;
                }

                continue;
            }

            switch (rest[0])
            {
                case '{':
                    depth++;
                    break;
                case '}' when depth == 0:
                    return at;
                case '}':
                    depth--;
                    break;
            }
        }

        return -1;
    }
}
