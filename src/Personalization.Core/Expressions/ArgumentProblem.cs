namespace Personalization.Core.Expressions;

/// <summary>What is wrong with a written-out argument of a method.</summary>
/// <param name="Index">Which argument, from 0.</param>
/// <param name="Message">One sentence for the author of the expression, with a suggestion where there is one.</param>
public sealed record ArgumentProblem(int Index, string Message);
