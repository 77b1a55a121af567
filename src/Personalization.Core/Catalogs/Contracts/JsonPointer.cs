using System.Text;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Writing and reading JSON pointers (RFC 6901).</summary>
public static class JsonPointer
{
    /// <summary>A name as one segment: <c>~</c> and <c>/</c> are escaped.</summary>
    public static string Escape(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }

    /// <summary>The name that a segment stands for.</summary>
    public static string Unescape(string segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }

    /// <summary>The pointer of a child by its name.</summary>
    public static string Child(string pointer, string name) => pointer + "/" + Escape(name);

    /// <summary>The names along a pointer, unescaped; none for the empty pointer, which is the whole document.</summary>
    public static string[] Split(string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        return pointer.Length == 0 ? [] : Array.ConvertAll(pointer[1..].Split('/'), Unescape);
    }

    /// <summary>A pointer with segments, already escaped, below it.</summary>
    internal static string Join(string pointer, List<string> segments)
    {
        var joined = new StringBuilder(pointer);
        foreach (var segment in segments)
        {
            joined.Append('/').Append(segment);
        }

        return joined.ToString();
    }
}
