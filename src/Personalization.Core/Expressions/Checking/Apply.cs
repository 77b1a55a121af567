namespace Personalization.Core.Expressions.Checking;

/// <summary>A function over values; answers an error value, never throws. It has to look at the kinds itself: they may be known only now.</summary>
internal delegate Value Apply(ReadOnlySpan<Value> arguments);
