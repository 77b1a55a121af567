using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>What counting and reading a cap need of its definition.</summary>
internal readonly record struct CapShape(SubjectSide Per, int Max, long? WindowMilliseconds)
{
    public static CapShape Of(CapDefinition cap) => new(cap.Per, cap.Max, (long?)cap.Window?.TotalMilliseconds);
}
