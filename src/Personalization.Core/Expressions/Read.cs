namespace Personalization.Core.Expressions;

/// <summary>Compiled code: reads a typed value from a context without boxing it.</summary>
/// <typeparam name="TContext">What expressions are evaluated over; a struct, so that the code is specialised for it.</typeparam>
/// <typeparam name="TResult">
/// The type at run time: <see cref="bool"/>, <see cref="long"/> (CEL's int, or nanoseconds of a duration), <see cref="double"/>,
/// <see cref="string"/>, <see cref="CelTimestamp"/>, or <see cref="Value"/> for every other type.
/// </typeparam>
/// <param name="context">What is read from.</param>
/// <param name="frame">Where failure is noted; the result then has no meaning.</param>
public delegate TResult Read<TContext, out TResult>(in TContext context, ref Frame frame)
    where TContext : struct;
