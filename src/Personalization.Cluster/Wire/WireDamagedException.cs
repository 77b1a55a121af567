namespace Personalization.Cluster.Wire;

/// <summary>Bytes that another node sent are no message of the version that they name. A bug, and no trouble of the network that would pass: whoever runs into it fails with it.</summary>
/// <param name="cause">What was found instead.</param>
public sealed class WireDamagedException(Exception cause) : Exception($"What another node sent is damaged: {cause.Message}", cause);
