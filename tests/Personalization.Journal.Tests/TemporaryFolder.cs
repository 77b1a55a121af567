namespace Personalization.Journal.Tests;

/// <summary>A folder of its own for one test, gone after it.</summary>
/// <param name="inMemory">Whether to make it where files are memory, if there is such a place: for tests that write thousands of files and need no disk.</param>
public sealed class TemporaryFolder(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } = inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"journal-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("journal-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
