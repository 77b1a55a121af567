namespace Personalization.Gateway.Pages.Html;

/// <summary>A text and the language that it is written in.</summary>
/// <param name="Text">The text.</param>
/// <param name="Language">A BCP 47 tag; null for the language of the page, or where the text is of none.</param>
internal readonly record struct WrittenText(string Text, string? Language);
