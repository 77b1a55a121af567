using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>Something that data about a person are used for, and that they may agree to or not.</summary>
/// <param name="Id">The purpose's name, such as <c>marketing</c>.</param>
/// <param name="IsGrantedByDefault">Whether consent counts as given until the person says something.</param>
public sealed record PurposeDefinition(string Id, bool IsGrantedByDefault)
{
    /// <summary>The slot of <c>personalization</c>: deciding for a person at all.</summary>
    public const int PersonalizationSlot = 0;

    /// <summary>The slot of <c>experimentation</c>: trying variants on a person.</summary>
    public const int ExperimentationSlot = 1;

    /// <summary>The slot of <c>marketing</c>: offers and campaigns.</summary>
    public const int MarketingSlot = 2;

    /// <summary>The slot of <c>analytics</c>: learning from what people do.</summary>
    public const int AnalyticsSlot = 3;

    /// <summary>The purposes that every catalog has, at the slots above.</summary>
    public static ImmutableArray<PurposeDefinition> BuiltIn { get; } =
        [new("personalization", true), new("experimentation", true), new("marketing", true), new("analytics", true)];

    /// <summary>The categories of a consent banner (Segment's <c>categoryPreferences</c>) that mean this purpose; where none are given, the one of its own name.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>What it is, for people, by locale; may be empty.</summary>
    public ImmutableSortedDictionary<string, string> Description { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>All categories of a consent banner that mean this purpose.</summary>
    internal ImmutableArray<string> MeantBy => Categories.IsEmpty ? [Id] : Categories;
}
