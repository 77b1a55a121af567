namespace Personalization.Gateway.Tests.Telemetry;

/// <summary>Meters are found by name in the whole process, so a server's metrics are its own only while no other server runs beside it.</summary>
[CollectionDefinition(nameof(OneServerPerProcess), DisableParallelization = true)]
public sealed class OneServerPerProcess;
