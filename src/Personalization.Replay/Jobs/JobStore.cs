using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay.Jobs;

/// <summary>The jobs of a data folder, each in a folder of its own below <c>replays</c>.</summary>
internal sealed class JobStore(string folder)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new InstantText(), new TenantText() },
    };

    /// <summary>The files of a job.</summary>
    public JobFolder Of(string id) => new(Path.Combine(folder, id));

    /// <summary>Reads all jobs. A folder without a whole job file is one that was never answered, and goes.</summary>
    /// <exception cref="InvalidDataException">A job file is damaged, or of a newer program.</exception>
    public IEnumerable<ReplayJob> Load()
    {
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.EnumerateDirectories(folder).ToList())
        {
            var files = new JobFolder(path);
            if (File.Exists(files.Job))
            {
                yield return Read(files.Job);
            }
            else
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    /// <summary>Writes a job in the place of what was there; returns when it is on the disk.</summary>
    public void Save(ReplayJob job)
    {
        var files = Of(job.Id);
        Directory.CreateDirectory(files.Path);
        var next = files.Job + ".new";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, job, Options);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, files.Job, overwrite: true);
    }

    /// <summary>Forgets a job.</summary>
    public void Delete(string id) => Directory.Delete(Of(id).Path, recursive: true);

    private static ReplayJob Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ReplayJob>(File.ReadAllBytes(path), Options) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{path} is no replay job: {damaged.Message} Move its folder away to start without it.", damaged);
        }
    }

    private sealed class InstantText : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Instant.From(reader.GetDateTimeOffset());

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class TenantText : JsonConverter<TenantId>
    {
        public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? throw new JsonException("A tenant is a text."));

        public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
