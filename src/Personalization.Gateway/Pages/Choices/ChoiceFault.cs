namespace Personalization.Gateway.Pages.Choices;

/// <summary>Something that is wrong with what was entered.</summary>
/// <param name="Field">The id of the input.</param>
/// <param name="Message">What to do, in the language of the page.</param>
internal readonly record struct ChoiceFault(string Field, string Message);
