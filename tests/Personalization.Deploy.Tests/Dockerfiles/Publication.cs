namespace Personalization.Deploy.Tests.Dockerfiles;

/// <summary>The two commands that make one folder of an image.</summary>
/// <param name="Project">What they make it from, such as <c>src/Personalization.Server</c>.</param>
/// <param name="Restore">Gets the packages.</param>
/// <param name="Publish">Compiles and copies.</param>
/// <param name="Output">Where the Dockerfile has it put.</param>
internal sealed record Publication(string Project, string Restore, string Publish, string Output);
