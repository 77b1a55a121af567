using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>A field of a catalog.</summary>
/// <param name="Text">What it is, for a sentence.</param>
/// <param name="Name">Its name, as in <c>allowSensitive</c>: a trait, an event, or an event and its property.</param>
/// <param name="Use">What it may be used for.</param>
internal sealed record NamedField(string Text, string Name, FieldUse Use);
