namespace Personalization.Cluster;

/// <summary>The grain storage of control grains: the few that hold settings of a tenant rather than profiles.</summary>
/// <remarks>Profiles never go there: their journal is their storage.</remarks>
public static class ControlStorage
{
    /// <summary>The name under which a silo registers it. Stored state is found by this name, so it never changes.</summary>
    public const string Name = "control";
}
