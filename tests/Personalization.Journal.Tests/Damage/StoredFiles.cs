namespace Personalization.Journal.Tests.Damage;

/// <summary>The files of a data folder as they were at one moment, to be laid out again and again.</summary>
internal sealed class StoredFiles(Dictionary<string, byte[]> files)
{
    /// <summary>A file's bytes.</summary>
    public byte[] this[string name] => files[name];

    /// <summary>The names of the files that hold something.</summary>
    public IEnumerable<string> Names => files.Keys.Order(StringComparer.Ordinal);

    /// <summary>Takes the files of a folder; without those that are locks or memory of running processes.</summary>
    public static StoredFiles Of(string folder) => new(
        Directory.GetFiles(folder)
            .Where(path => !path.EndsWith("-shm", StringComparison.Ordinal) && !path.EndsWith(".lock", StringComparison.Ordinal))
            .Where(path => new FileInfo(path).Length > 0)
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes));

    /// <summary>Makes a folder hold these files and nothing else, one of them changed.</summary>
    public void LayOut(string folder, string changed, ReadOnlySpan<byte> bytes)
    {
        foreach (var path in Directory.GetFiles(folder))
        {
            File.Delete(path);
        }

        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), string.Equals(name, changed, StringComparison.Ordinal) ? bytes : content);
        }
    }
}
