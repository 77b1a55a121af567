using System.Text.Json;

namespace Personalization.Deploy.Tests.Dockerfiles;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Name">In capitals, such as <c>RUN</c>.</param>
/// <param name="Arguments">All that follows, with continued lines joined.</param>
internal sealed record Instruction(string Name, string Arguments)
{
    /// <summary>The arguments in exec form, which needs no shell; null in shell form.</summary>
    public IReadOnlyList<string>? Exec => Arguments.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(Arguments) : null;

    /// <summary>The arguments without their <c>--flags</c>.</summary>
    public IReadOnlyList<string> Words => [.. Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>The value of a flag such as <c>--from</c>, or null.</summary>
    public string? Flag(string name) =>
        Arguments.Split(' ').FirstOrDefault(word => word.StartsWith($"--{name}=", StringComparison.Ordinal))?[(name.Length + 3)..];

    /// <summary>The pairs of <c>ENV</c>, <c>ARG</c> and <c>LABEL</c>.</summary>
    public IReadOnlyDictionary<string, string> Pairs => Split().Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "", StringComparer.Ordinal);

    /// <summary>The instructions of a text.</summary>
    public static IEnumerable<Instruction> Parse(string text)
    {
        var joined = "";
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            joined += line.TrimEnd('\\');
            if (line[^1] == '\\')
            {
                continue;
            }

            var (name, arguments) = joined.Split(' ', 2) is [var first, var rest] ? (first, rest.Trim()) : (joined, "");
            yield return new Instruction(name.ToUpperInvariant(), arguments);
            joined = "";
        }
    }

    /// <summary>Splits at spaces outside of quotes, and takes the quotes away.</summary>
    private IEnumerable<string> Split()
    {
        var (word, isQuoted) = ("", false);
        foreach (var character in Arguments + " ")
        {
            if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character != ' ' || isQuoted)
            {
                word += character;
            }
            else if (word.Length > 0)
            {
                yield return word;
                word = "";
            }
        }
    }
}
