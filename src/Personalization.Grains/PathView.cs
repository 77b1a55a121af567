using Personalization.Core;

namespace Personalization.Grains;

/// <summary>A page or screen view.</summary>
/// <param name="Path">The page's path or the screen's name.</param>
/// <param name="Time">When.</param>
public sealed record PathView(string Path, Instant Time);
