using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Ingestion;

/// <summary>Whether a text can be the id of somebody or something, under every protocol.</summary>
internal static class IdCheck
{
    /// <summary>Checks an id; a missing one is not judged.</summary>
    /// <param name="id">The id.</param>
    /// <param name="path">Where it stood.</param>
    /// <param name="charsMax">The most characters it may have.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    public static Problem? Check(string? id, string path, int charsMax)
    {
        if (string.IsNullOrEmpty(id))
        {
            return null;
        }

        if (id.Length > charsMax)
        {
            return new Problem(ProblemCodes.TooLong, path, $"It has {id.Length} characters; {charsMax} are allowed.");
        }

        // What reads protobuf puts U+FFFD in the place of bytes that are not UTF-8: different people would become one.
        if (id.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return new Problem(ProblemCodes.InvalidUtf8, path, "It holds U+FFFD, which stands for bytes that were no character.");
        }

        // No address can hold U+0000 and no log should hold the others.
        return id.AsSpan().ContainsAnyInRange('\0', '\u001F') || id.AsSpan().ContainsAnyInRange('\u007F', '\u009F')
            ? new Problem(ProblemCodes.InvalidId, path, "It holds control characters.")
            : null;
    }
}
