namespace Personalization.Grains.Tests.Telemetry;

/// <summary>Who listens to spans is asked of the whole process, so what a turn costs without listeners is measured while no other test runs.</summary>
[CollectionDefinition(nameof(NobodyListens), DisableParallelization = true)]
public sealed class NobodyListens;
