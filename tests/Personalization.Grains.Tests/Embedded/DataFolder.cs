namespace Personalization.Grains.Tests.Embedded;

/// <summary>A folder of its own for one test, and the copies of it that crashes leave.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("personalization-");
    private int generation;

    public DataFolder() => Directory.CreateDirectory(Path);

    public string Path => At(generation);

    public void CopyToNext()
    {
        var next = Directory.CreateDirectory(At(generation + 1));
        foreach (var file in Directory.GetFiles(Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(System.IO.Path.Combine(next.FullName, System.IO.Path.GetFileName(file)));
            source.CopyTo(target);
        }
    }

    public void MoveToNext() => generation++;

    public void Dispose() => root.Delete(recursive: true);

    private string At(int number) => System.IO.Path.Combine(root.FullName, $"data{number}");
}
