using Personalization.Core;

namespace Personalization.Grains;

/// <summary>Whether data about a person may come from a source.</summary>
/// <param name="IsOn">Whether they may.</param>
/// <param name="Said">When the person said so; null where they said nothing.</param>
public sealed record SourceView(bool IsOn, Instant? Said);
