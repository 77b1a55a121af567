using System.Collections.Frozen;
using Personalization.Core.Expressions.Checking;

namespace Personalization.Core.Expressions.Compiling;

/// <content>Tests of texts, and whether something is in a list.</content>
internal static partial class Compiler<TContext>
{
    /// <summary>Up to here comparing one by one is faster than hashing.</summary>
    private const int LinearSearchMax = 6;

    private static Read<TContext, bool>? TextEquality(FunctionCall call, bool wanted)
    {
        if (!AreTexts(call))
        {
            return null;
        }

        var left = Text(call.Arguments[0]);
        if (call.Arguments[1] is Constant constant)
        {
            var text = constant.Value.AsString;
            return (in context, ref frame) => string.Equals(left(in context, ref frame), text) == wanted;
        }

        var right = Text(call.Arguments[1]);
        return (in context, ref frame) =>
            string.Equals(left(in context, ref frame), right(in context, ref frame)) == wanted;
    }

    private static Read<TContext, bool>? TextTest(FunctionCall call, Func<string, string, bool> test)
    {
        if (!AreTexts(call))
        {
            return null;
        }

        var (text, part) = (Text(call.Arguments[0]), Text(call.Arguments[1]));
        return (in context, ref frame) => test(text(in context, ref frame), part(in context, ref frame));
    }

    private static Read<TContext, bool>? Containment(FunctionCall call)
    {
        if (!AreTexts(call))
        {
            return null;
        }

        var (text, part) = (Text(call.Arguments[0]), Text(call.Arguments[1]));
        return (in context, ref frame) =>
        {
            var whole = text(in context, ref frame);
            var wanted = part(in context, ref frame);
            return frame.Spend(Cost.OfSearch(whole, wanted)) && whole.Contains(wanted, StringComparison.Ordinal);
        };
    }

    /// <summary>Counts what is read of a text that the expression made, which may be long; those of fields are short.</summary>
    private static Read<TContext, string> Measured(Read<TContext, string> read) => (in context, ref frame) =>
    {
        var text = read(in context, ref frame);
        return frame.Spend(Cost.OfReading(text)) ? text : "";
    };

    private static Read<TContext, bool> MatchOf(PatternMatch match)
    {
        var text = Text(match.Text);
        var pattern = match.Pattern;
        return (in context, ref frame) =>
        {
            var matched = text(in context, ref frame);
            var isMatch = pattern.IsMatch(matched, frame.Left * Cost.VisitsPerStep, out var visits);
            return frame.Spend(Cost.OfVisits(visits)) && isMatch;
        };
    }

    /// <summary><c>text in ["a", "b"]</c> with a list that is known already, and <c>text in user.paths</c>.</summary>
    private static Read<TContext, bool>? Membership(FunctionCall call)
    {
        if (call.Arguments[0].Type.Kind != CelTypeKind.String)
        {
            return null;
        }

        if (call.Arguments[1] is FieldRead { Field: Field<TContext> { Reader: TextList<TContext> texts } })
        {
            var wanted = Text(call.Arguments[0]);
            return (in context, ref frame) => texts.Contains(wanted(in context, ref frame), in context, ref frame);
        }

        if (call.Arguments[1] is not Constant { Value.Kind: ValueKind.List } list)
        {
            return null;
        }

        var known = new List<string>();
        foreach (ref readonly var element in list.Value.AsList)
        {
            if (element.Kind == ValueKind.String)
            {
                known.Add(element.AsString);
            }
        }

        var text = Text(call.Arguments[0]);
        if (known.Count > LinearSearchMax)
        {
            var set = known.ToFrozenSet(StringComparer.Ordinal);
            return (in context, ref frame) => set.Contains(text(in context, ref frame));
        }

        var few = known.ToArray();
        return (in context, ref frame) => IsAmong(text(in context, ref frame), few);
    }

    private static bool IsAmong(string text, string[] few)
    {
        foreach (var one in few)
        {
            if (string.Equals(one, text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreTexts(FunctionCall call) =>
        call.Arguments[0].Type.Kind == CelTypeKind.String && call.Arguments[1].Type.Kind == CelTypeKind.String;
}
