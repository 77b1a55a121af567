namespace Personalization.Architecture.Tests;

/// <summary>A package reference; a private one is a tool of the build and reaches nobody who uses the project.</summary>
public sealed record PackageUse(string Name, bool IsPrivate);
