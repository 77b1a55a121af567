namespace Personalization.Architecture.Tests.Samples.Nowhere;

internal sealed class Unplaced;
