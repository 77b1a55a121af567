using Personalization.Journal.Residency;

namespace Personalization.Journal.Tests.Residency;

public sealed class FolderSubjectPinsTests : SubjectPinsContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pins-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Files_name_nobody()
    {
        await (await Open()).Pin(Ada, "us");

        Assert.DoesNotContain(Ada.Id, string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_told()
    {
        await (await Open()).Pin(Ada, "us");
        await File.AppendAllTextAsync(Path.Combine(folder, "residency", "pins.ndjson"), "{\"subject\":\"x\"}\n", TestContext.Current.CancellationToken);

        Assert.Throws<InvalidDataException>(() => FolderSubjectPins.Open(folder));
    }

    protected override Task<ISubjectPins> Open(int pinsMax = 1_000) => Task.FromResult<ISubjectPins>(FolderSubjectPins.Open(folder, pinsMax));
}
