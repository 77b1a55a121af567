using System.Text;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Tests.Erasures;

public sealed class ErasureLedgerTests : IDisposable
{
    // Made by another program from docs/formats/erasures.md.
    private const string GoldenLine = "{\"id\":\"er_00112233445566778899\",\"at\":1772366400000,\"digest\":\"0af4469c62d1a794f391147221267c60975051e277c38f9a390b98727f41a4b5\",\"hash\":11585615655377189026,\"through\":42,\"events\":7,\"deadLetters\":1}";

    private static readonly SubjectKey Somebody = new(new TenantId("acme/production"), SubjectKind.User, "somebody@example.org");
    private static readonly Instant Now = new(1_772_366_400_000);
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("ledger-");

    private string Folder => Path.Combine(data.FullName, "erasures");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public void What_is_begun_is_known_after_a_crash_and_gone_when_it_is_done()
    {
        var begun = Open().Begin(Somebody, Now);

        var next = Open();
        Assert.Equal(begun, next.Pending);
        Assert.Equal(Somebody, next.Pending!.Subject);
        var done = next.Finish(through: 42, events: 7, deadLetters: 1);

        var last = Open();
        Assert.Null(last.Pending);
        Assert.Equal(done, Assert.Single(last.Entries));
        Assert.Equal((begun.Id, Now, 42, 7, 1), (done.Id, done.At, done.Through, done.Events, done.DeadLetters));
        Assert.Equal((last.Digest(Somebody), Somebody.StableHash()), (done.Digest, done.Hash));
    }

    [Fact]
    public void No_file_names_anybody_while_it_runs_or_afterwards()
    {
        var ledger = Open();
        ledger.Begin(Somebody, Now);
        AssertNamesNobody();

        ledger.Finish(42, 7, 1);
        AssertNamesNobody();
    }

    [Fact]
    public void The_same_subject_is_told_from_all_others_and_only_with_the_secret()
    {
        var digest = Open().Digest(Somebody);

        Assert.NotEqual(digest, Open().Digest(Somebody with { Kind = SubjectKind.Anonymous }));
        Assert.NotEqual(digest, Open().Digest(Somebody with { Tenant = new TenantId("acme/staging") }));
        File.Delete(Path.Combine(Folder, "secret"));
        Assert.NotEqual(digest, Open().Digest(Somebody));
    }

    [Fact]
    public void A_note_that_outlived_its_entry_makes_no_second_one()
    {
        Open().Begin(Somebody, Now);
        var note = File.ReadAllBytes(Path.Combine(Folder, "begun"));
        Open().Finish(42, 7, 1);
        File.WriteAllBytes(Path.Combine(Folder, "begun"), note);

        Open().Finish(43, 0, 0);

        Assert.Equal(43, Assert.Single(Open().Entries).Through);
    }

    [Fact]
    public void A_note_that_was_only_written_over_is_done()
    {
        Open().Begin(Somebody, Now);
        var path = Path.Combine(Folder, "begun");
        File.WriteAllBytes(path, new byte[new FileInfo(path).Length]);

        Assert.Null(Open().Pending);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_journal_that_is_shorter_lowers_the_entries_and_a_longer_one_does_not()
    {
        var ledger = Open();
        ledger.Begin(Somebody, Now);
        ledger.Finish(42, 7, 1);

        ledger.Confirm(100);
        Assert.Equal(42, Open().Entries[0].Through);

        ledger.Confirm(30);
        Assert.Equal(30, Open().Entries[0].Through);
    }

    [Fact]
    public void A_note_under_another_secret_is_refused()
    {
        Open().Begin(Somebody, Now);
        File.WriteAllBytes(Path.Combine(Folder, "secret"), new byte[32]);

        Assert.Throws<InvalidDataException>(Open);
    }

    [Theory]
    [InlineData("secret", "short")]
    [InlineData("ledger.ndjson", "{\"id\":")]
    public void A_damaged_file_is_refused(string name, string content)
    {
        Open();
        File.WriteAllText(Path.Combine(Folder, name), content);

        Assert.Throws<InvalidDataException>(Open);
    }

    [Fact]
    public void A_ledger_of_the_first_format_is_read()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Path.Combine(Folder, "secret"), [.. Enumerable.Range(1, 32).Select(one => (byte)one)]);
        File.WriteAllText(Path.Combine(Folder, "ledger.ndjson"), GoldenLine + "\n");

        var entry = Assert.Single(Open().Entries);

        Assert.Equal(
            new ErasureEntry("er_00112233445566778899", Now, Open().Digest(Somebody), Somebody.StableHash(), 42, 7, 1),
            entry);
    }

    private ErasureLedger Open() => ErasureLedger.Open(data.FullName);

    private void AssertNamesNobody()
    {
        foreach (var path in Directory.EnumerateFiles(Folder))
        {
            var bytes = File.ReadAllBytes(path);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Somebody.Id)) < 0, path);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Somebody.Tenant.Value)) < 0, path);
        }
    }
}
