namespace Personalization.Deploy.Tests.Schemas;

/// <summary>What a schema objects to.</summary>
/// <param name="Object">Kind and name.</param>
/// <param name="Path">Where in it.</param>
/// <param name="Message">What.</param>
internal sealed record SchemaProblem(string Object, string Path, string Message);
