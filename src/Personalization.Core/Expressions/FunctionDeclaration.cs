using System.Collections.Immutable;

namespace Personalization.Core.Expressions;

/// <summary>A function that is declared only: calls of it are checked, and fail when they are evaluated.</summary>
/// <param name="Name">The name, behind its namespace where it has one.</param>
/// <param name="IsMethod">Whether it is called behind a dot; the first parameter is then what stands before the dot.</param>
/// <param name="Parameters">The parameter types, which may hold <see cref="CelType.Parameter"/>.</param>
/// <param name="Result">The result type.</param>
public sealed record FunctionDeclaration(string Name, bool IsMethod, ImmutableArray<CelType> Parameters, CelType Result);
