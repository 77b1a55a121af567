using System.Text.Json;
using Personalization.Benchmarks.Smoke;

namespace Personalization.Benchmarks.Expressions;

/// <summary>What all engines evaluate: the expressions and users of <c>Peers/Engines/cases.json</c>.</summary>
/// <param name="Users">The users that each expression is evaluated over.</param>
/// <param name="Expressions">The expressions.</param>
internal sealed record ComparedCases(ComparedUser[] Users, ComparedExpression[] Expressions)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The folder that the peers run in.</summary>
    public static string Folder { get; } = Repository.Find("tests/Personalization.Benchmarks/Peers/Engines");

    public static ComparedCases Read() =>
        JsonSerializer.Deserialize<ComparedCases>(File.ReadAllText(Path.Combine(Folder, "cases.json")), Web)
            ?? throw new InvalidDataException("cases.json holds nothing.");
}

/// <summary>One expression.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Cel">Its text.</param>
/// <param name="Holds">The right answer for each user.</param>
internal sealed record ComparedExpression(string Name, string Cel, bool[] Holds);

/// <summary>One user, whose fields the expressions read.</summary>
internal readonly record struct ComparedUser(string Plan, string Role, string Country, long Logins, double Usage, bool Active);
