using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>What the expressions of cases are evaluated over: the values of the declared names, in their order.</summary>
internal readonly record struct Bound(Value[] Values);
