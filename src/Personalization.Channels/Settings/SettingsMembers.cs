using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Expressions;

namespace Personalization.Channels.Settings;

/// <summary>Reads the members of one JSON object of settings, and keeps the first thing that is wrong with them.</summary>
/// <param name="json">The object.</param>
/// <param name="path">Where it stands.</param>
internal sealed class SettingsMembers(JsonElement json, string path)
{
    private readonly List<string> known = [];

    /// <summary>The first thing that is wrong; null while nothing is.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Keeps a problem unless there is one already.</summary>
    public void Refuse(string code, string member, string message) => Problem ??= new Problem(code, Of(member), message);

    /// <summary>Whether a member is there.</summary>
    public bool Has(string member) => json.TryGetProperty(member, out _);

    /// <summary>A text of 1 to some bytes; empty where it is missing or wrong.</summary>
    public string Text(string member, int bytesMax, string? otherwise = null)
    {
        if (!Find(member, out var found))
        {
            if (otherwise is null)
            {
                Refuse("required", member, $"Give {member} as a text.");
            }

            return otherwise ?? "";
        }

        var text = found.ValueKind == JsonValueKind.String ? found.GetString()! : null;
        if (text is null)
        {
            Refuse("wrong_type", member, $"Write {member} as a text.");
        }
        else if (text.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(text) > bytesMax)
        {
            Refuse("out_of_range", member, $"A text of 1 to {bytesMax} bytes is needed.");
        }

        return text ?? "";
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string member, int min, int max, int otherwise)
    {
        if (!Find(member, out var found))
        {
            return otherwise;
        }

        if (found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse("out_of_range", member, $"Write {member} as a whole number from {min} to {max}.");
        return otherwise;
    }

    /// <summary>One of some words; the first where it is missing.</summary>
    public T Word<T>(string member, params (string Word, T Value)[] words)
    {
        if (!Find(member, out var found))
        {
            return words[0].Value;
        }

        return Match(found, member, words);
    }

    /// <summary>Some of some words, at least one; all where it is missing.</summary>
    public IReadOnlyList<T> Words<T>(string member, params (string Word, T Value)[] words)
    {
        if (!Find(member, out var found))
        {
            return [.. words.Select(word => word.Value)];
        }

        if (found.ValueKind != JsonValueKind.Array || found.GetArrayLength() == 0)
        {
            Refuse("wrong_type", member, $"Write {member} as a list of {ListOf(words)}.");
            return [];
        }

        return [.. found.EnumerateArray().Select((one, at) => Match(one, $"{member}/{at}", words))];
    }

    /// <summary>The objects of a list; none where it is missing.</summary>
    public IEnumerable<SettingsMembers> Objects(string member, int countMax)
    {
        if (!Find(member, out var found))
        {
            yield break;
        }

        if (found.ValueKind != JsonValueKind.Array || found.GetArrayLength() > countMax)
        {
            Refuse("wrong_type", member, $"Write {member} as a list of at most {countMax} objects.");
            yield break;
        }

        foreach (var (at, one) in found.EnumerateArray().Index())
        {
            if (one.ValueKind != JsonValueKind.Object)
            {
                Refuse("wrong_type", $"{member}/{at}", "Write an object.");
                yield break;
            }

            var members = new SettingsMembers(one, Of($"{member}/{at}"));
            yield return members;
            Problem ??= members.Problem;
        }
    }

    /// <summary>Refuses what nobody asked for: a misspelt setting would silently not hold.</summary>
    public void End()
    {
        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                var nearest = Spelling.Nearest(member.Name, known);
                Refuse("unknown_field", member.Name, nearest is null ? $"There is no such setting; there are {string.Join(", ", known)}." : $"There is no such setting; did you mean {nearest}?");
            }
        }
    }

    private T Match<T>(JsonElement found, string where, (string Word, T Value)[] words)
    {
        foreach (var (word, value) in words)
        {
            if (found.ValueKind == JsonValueKind.String && found.ValueEquals(word))
            {
                return value;
            }
        }

        Refuse("not_allowed", where, $"Write one of {ListOf(words)}.");
        return words[0].Value;
    }

    private static string ListOf<T>((string Word, T Value)[] words) => string.Join(", ", words.Select(word => $"\"{word.Word}\""));

    private bool Find(string member, out JsonElement found)
    {
        known.Add(member);
        return json.TryGetProperty(member, out found);
    }

    private string Of(string member) => $"{path}/{member}";
}
