using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>What a flag is for somebody. Made once per variant and reason, so that evaluating makes nothing.</summary>
/// <param name="Value">The value.</param>
/// <param name="Variant">The name of the value.</param>
/// <param name="Reason">One of <see cref="FlagReasons"/>.</param>
/// <param name="Rule">The index of the rule that holds, or null for none.</param>
public sealed record FlagEvaluation(Value Value, string Variant, string Reason, int? Rule);
