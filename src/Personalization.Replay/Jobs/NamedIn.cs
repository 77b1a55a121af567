using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Personalization.Replay.Jobs;

/// <summary>Looks whether the files of a job name somebody. An id that is a part of another word counts, too: a job can be asked for again, and what was erased cannot be found twice.</summary>
/// <param name="id">Whom.</param>
internal sealed class NamedIn(string id)
{
    private readonly string[] forms =
    [
        id, JsonEncodedText.Encode(id).Value, JsonEncodedText.Encode(id, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
    ];

    /// <summary>Whether one of them does.</summary>
    public bool Has(JobFolder job) => Directory.Exists(job.Path) && Directory.EnumerateFiles(job.Path, "*", SearchOption.AllDirectories).Any(Has);

    private bool Has(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        // Byte for character: what is no text at all is read as well, and no character is lost between two lines.
        using var lines = new StreamReader(file, Encoding.Latin1);
        var bytes = forms.Select(form => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(form))).Distinct(StringComparer.Ordinal).ToList();
        while (lines.ReadLine() is { } line)
        {
            if (bytes.Exists(form => line.Contains(form, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
