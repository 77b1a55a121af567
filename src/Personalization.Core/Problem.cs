namespace Personalization.Core;

/// <summary>What is wrong with some input: bad input becomes a problem, never an exception.</summary>
/// <param name="Code">A stable, machine-readable code in snake_case, such as <c>unknown_event</c>.</param>
/// <param name="Path">Where in the input: a JSON pointer such as <c>/properties/limit</c>, or empty for the whole of it.</param>
/// <param name="Message">One sentence for a person that says what to do next.</param>
public record Problem(string Code, string Path, string Message);
