namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>A form that texts may be of.</summary>
/// <param name="Name">The name that <c>format</c> uses.</param>
/// <param name="Words">The form with its article, for messages.</param>
/// <param name="Matches">Whether a text is of the form.</param>
internal sealed record TextFormat(string Name, string Words, Func<string, bool> Matches);
