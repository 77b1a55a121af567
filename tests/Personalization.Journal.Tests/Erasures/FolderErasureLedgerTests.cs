using System.Text;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Tests.Erasures;

public sealed class FolderErasureLedgerTests : ErasureLedgerContract, IDisposable
{
    // Made by another program from docs/formats/erasures.md.
    private const string GoldenLine = "{\"id\":\"er_00112233445566778899\",\"at\":1772366400000,\"digest\":\"0af4469c62d1a794f391147221267c60975051e277c38f9a390b98727f41a4b5\",\"hash\":11585615655377189026,\"through\":42,\"events\":7,\"deadLetters\":1}";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("ledger-");

    private string Folder => Path.Combine(data.FullName, "erasures");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task Only_with_the_secret_is_a_subject_found_again()
    {
        var digest = (await Open()).Digest(Somebody);
        File.Delete(Path.Combine(Folder, "secret"));

        Assert.NotEqual(digest, (await Open()).Digest(Somebody));
    }

    [Fact]
    public async Task A_note_that_outlived_its_entry_makes_no_second_one()
    {
        var begun = await (await Open()).Begin(Somebody, Now, null);
        var note = await File.ReadAllBytesAsync(Path.Combine(Folder, "begun"), Cancellation);
        await (await Open()).Finish(begun, new ErasureExtent(42, 7, 1));
        await File.WriteAllBytesAsync(Path.Combine(Folder, "begun"), note, Cancellation);

        var next = await Open();
        await next.Finish((await next.FindPending(Cancellation))!, new ErasureExtent(43, 0, 0));

        Assert.Equal(43, Assert.Single(await (await Open()).ReadEntries(Cancellation)).Through);
    }

    [Fact]
    public async Task A_note_that_was_only_written_over_is_done()
    {
        await (await Open()).Begin(Somebody, Now, null);
        var path = Path.Combine(Folder, "begun");
        await File.WriteAllBytesAsync(path, new byte[new FileInfo(path).Length], Cancellation);

        Assert.Null(await (await Open()).FindPending(Cancellation));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_note_under_another_secret_is_refused()
    {
        await (await Open()).Begin(Somebody, Now, null);
        await File.WriteAllBytesAsync(Path.Combine(Folder, "secret"), new byte[32], Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(Open);
    }

    [Theory]
    [InlineData("secret", "short")]
    [InlineData("ledger.ndjson", "{\"id\":")]
    public async Task A_damaged_file_is_refused(string name, string content)
    {
        await Open();
        await File.WriteAllTextAsync(Path.Combine(Folder, name), content, Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(Open);
    }

    [Fact]
    public async Task A_ledger_of_the_first_format_is_read()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllBytesAsync(Path.Combine(Folder, "secret"), [.. Enumerable.Range(1, 32).Select(one => (byte)one)], Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Folder, "ledger.ndjson"), GoldenLine + "\n", Cancellation);

        var ledger = await Open();
        var entry = Assert.Single(await ledger.ReadEntries(Cancellation));

        Assert.Equal(new ErasureEntry("er_00112233445566778899", Now, ledger.Digest(Somebody), Somebody.StableHash(), 42, 7, 1), entry);
    }

    protected override Task<IErasureLedger> Open() => Task.Run(() => (IErasureLedger)FolderErasureLedger.Open(data.FullName));

    protected override Task<IReadOnlyList<string>> Find(params string[] texts) => Task.FromResult<IReadOnlyList<string>>(
    [
        .. from path in Directory.EnumerateFiles(Folder)
           let bytes = File.ReadAllBytes(path)
           from text in texts
           where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
           select $"{path}: {text}",
    ]);
}
