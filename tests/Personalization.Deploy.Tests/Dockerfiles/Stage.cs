namespace Personalization.Deploy.Tests.Dockerfiles;

/// <summary>What one <c>FROM</c> begins.</summary>
/// <param name="Name">The name after <c>AS</c>.</param>
/// <param name="From">The image or the stage that it goes on from.</param>
/// <param name="Instructions">What follows, up to the next <c>FROM</c>.</param>
internal sealed record Stage(string Name, string From, IReadOnlyList<Instruction> Instructions);
