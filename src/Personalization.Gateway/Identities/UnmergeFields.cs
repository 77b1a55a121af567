using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Identities;

/// <summary>Which id is to stand for itself again, before anything is judged.</summary>
internal struct UnmergeFields
{
    public string? Kind;
    public string? Id;

    /// <summary>Reads one member of the body.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref UnmergeFields fields, ref Problem? problem)
    {
        switch (name)
        {
            case "kind":
                problem = JsonField.Text(ref reader, "/kind", Limits.NameChars, ref fields.Kind);
                return true;
            case "id":
                problem = JsonField.Text(ref reader, "/id", SubjectKey.IdCharsMax, ref fields.Id);
                return true;
            default:
                return false;
        }
    }
}
