namespace Personalization.Projections;

/// <summary>A newer program runs this consumer in another way; this one must leave it alone.</summary>
/// <param name="consumer">Its name.</param>
/// <param name="stored">The version that is stored.</param>
/// <param name="known">The version that this program knows.</param>
public sealed class ConsumerOutdatedException(string consumer, int stored, int known)
    : Exception($"The consumer '{consumer}' is at version {stored}, and this program knows {known}: a newer one has run it.");
