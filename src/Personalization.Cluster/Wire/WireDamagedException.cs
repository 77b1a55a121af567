namespace Personalization.Cluster.Wire;

/// <summary>Bytes that another node sent are no message of the version that they name.</summary>
/// <param name="cause">What was found instead.</param>
public sealed class WireDamagedException(Exception cause) : IOException($"What another node sent is damaged: {cause.Message}", cause);
