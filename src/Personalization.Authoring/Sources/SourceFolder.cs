using System.Text;

namespace Personalization.Authoring.Sources;

/// <summary>Finds and reads the YAML files of a folder.</summary>
internal static class SourceFolder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All <c>*.yaml</c> and <c>*.yml</c> below a folder, in ordinal order of their paths.</summary>
    public static List<SourceFile> Read(string folder, ProblemList problems)
    {
        var files = new List<SourceFile>();
        if (!Directory.Exists(folder))
        {
            problems.Add(SourcePlace.Whole(folder), "unknown_folder", "There is no such folder.");
            return files;
        }

        foreach (var path in Paths(folder))
        {
            if (new FileInfo(path).Length > 4L * Limits.FileCharsMax)
            {
                problems.Add(SourcePlace.Whole(path), "too_large", $"A file has at most {Limits.FileCharsMax} characters.");
            }
            else if (TryDecode(File.ReadAllBytes(path), out var text))
            {
                files.Add(new SourceFile(path, text));
            }
            else
            {
                problems.Add(SourcePlace.Whole(path), "invalid_utf8", "The file is not UTF-8.", "Save it with the encoding UTF-8.");
            }
        }

        return files;
    }

    /// <summary>The text without a byte order mark.</summary>
    public static string WithoutMark(string text) => text.StartsWith('\ufeff') ? text[1..] : text;

    private static List<string> Paths(string folder)
    {
        // One more than allowed, so that the loader sees that there are too many without listing a whole disk.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", options)
                .Where(path => Path.GetExtension(path) is ".yaml" or ".yml")
                .Take(Limits.FilesMax + 1)
                .Select(path => path.Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool TryDecode(byte[] bytes, out string text)
    {
        try
        {
            text = WithoutMark(StrictUtf8.GetString(bytes));
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
