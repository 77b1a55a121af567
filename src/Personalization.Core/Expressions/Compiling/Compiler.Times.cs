using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Compiling;

/// <content>Times: <c>now - user.firstSeen &lt; duration("72h")</c> is in half of all audiences.</content>
internal static partial class Compiler<TContext>
{
    private static Read<TContext, long>? TrySince(FunctionCall call)
    {
        if (call.Function.Name != Operators.Subtract
            || call.Arguments[0].Type.Kind != CelTypeKind.Timestamp || call.Arguments[1].Type.Kind != CelTypeKind.Timestamp)
        {
            return null;
        }

        var (later, earlier) = (Timestamp(call.Arguments[0]), Timestamp(call.Arguments[1]));
        return (in context, ref frame) =>
        {
            if (!later(in context, ref frame).TrySince(earlier(in context, ref frame), out var nanoseconds))
            {
                frame.Fail(Errors.DurationRange.AsError);
            }

            return nanoseconds;
        };
    }
}
