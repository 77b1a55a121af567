using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Rules;

/// <summary>All rules of ours that rendered objects keep, beyond what their schemas say.</summary>
internal static class Rule
{
    public static IEnumerable<string> Broken(IReadOnlyList<Manifest> manifests) =>
        [.. ContainerRules.Broken(manifests), .. ReferenceRules.Broken(manifests), .. AvailabilityRules.Broken(manifests), .. NetworkRules.Broken(manifests)];
}
