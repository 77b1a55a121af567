using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.DeadLetters;

/// <summary>Which refused events to send in again; no ids means the oldest ones.</summary>
internal struct RetryFields
{
    public List<long>? Ids;

    /// <summary>Reads one member of the body.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref RetryFields fields, ref Problem? problem)
    {
        if (!string.Equals(name, "ids", StringComparison.Ordinal))
        {
            return false;
        }

        problem = ReadIds(ref reader, fields.Ids = []);
        return true;
    }

    private static Problem? ReadIds(ref Utf8JsonReader reader, List<long> ids)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.WrongType("/ids", "a list of numbers", reader.TokenType);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var id))
            {
                return JsonField.WrongType("/ids", "a list of whole numbers", reader.TokenType);
            }

            ids.Add(id);
        }

        return ids.Count is > 0 and <= Limits.PageMax ? null : new Problem(ProblemCodes.OutOfRange, "/ids", $"Name 1 to {Limits.PageMax} letters, or leave the field out.");
    }
}
