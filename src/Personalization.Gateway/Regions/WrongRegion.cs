using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Regions;

/// <summary>What a call is about is pinned to another region: nothing of it is stored, decided or read here.</summary>
/// <param name="Region">The right one.</param>
/// <param name="Path">What in the call names it; empty for the caller's tenant.</param>
internal sealed record WrongRegion(Region Region, string Path = "") : Problem(ProblemCodes.WrongRegion, Path, Sentence(Region))
{
    private static string Sentence(Region region) => region.Address is { } address
        ? $"This belongs to the region '{region.Name}' alone; make the call at {address}."
        : $"This belongs to the region '{region.Name}' alone, and this node was not told where that is: whoever runs it adds it to --regions.";
}
