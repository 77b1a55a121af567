namespace Personalization.Core.Expressions;

/// <summary>Reads one text of a list.</summary>
/// <typeparam name="TContext">What is read from.</typeparam>
/// <param name="context">What is read from.</param>
/// <param name="index">Which one, from 0 to one less than the count.</param>
public delegate string TextAt<TContext>(in TContext context, int index)
    where TContext : struct;
