using System.Text.Json;

namespace Personalization.Conformance.Cel;

/// <summary>Members of protobuf messages in JSON, which may be spelt <c>snake_case</c> or <c>lowerCamelCase</c>, and whose defaults may be left out.</summary>
internal static class ProtoJson
{
    extension(JsonElement message)
    {
        /// <summary>The member of a name in snake case, which may hold null.</summary>
        public bool Has(string name, out JsonElement member) =>
            message.TryGetProperty(name, out member) || message.TryGetProperty(Camel(name), out member);

        public string Text(string name) => message.Has(name, out var member) ? member.GetString() ?? "" : "";

        public bool Flag(string name) => message.Has(name, out var member) && member.GetBoolean();

        /// <summary>The elements of a repeated field.</summary>
        public IEnumerable<JsonElement> Each(string name) => message.Has(name, out var member) ? member.EnumerateArray() : [];
    }

    /// <summary>The one field of a message that is a choice, its name in snake case.</summary>
    public static (string Name, JsonElement Content) Only(JsonElement choice)
    {
        foreach (var member in choice.EnumerateObject())
            return (Snake(member.Name), member.Value);
        return ("", default);
    }

    private static string Camel(string snake)
    {
        var words = snake.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static string Snake(string camel) =>
        string.Concat(camel.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
