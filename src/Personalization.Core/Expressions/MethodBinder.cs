using System.Collections.Immutable;

namespace Personalization.Core.Expressions;

/// <summary>Makes the reader of one call of a method, when the expression is compiled.</summary>
/// <typeparam name="TContext">What is read from.</typeparam>
/// <typeparam name="TResult">The type at run time, as <see cref="Read{TContext, TResult}"/> says.</typeparam>
/// <param name="arguments">The written-out arguments; their number and types are those that the method was declared with.</param>
/// <param name="problem">Why these arguments cannot be, such as a name that nothing has; null where they can.</param>
/// <returns>The reader; null where there is a problem.</returns>
public delegate Read<TContext, TResult>? MethodBinder<TContext, TResult>(ImmutableArray<Value> arguments, out ArgumentProblem? problem)
    where TContext : struct;
