using System.Diagnostics;

namespace Personalization.Cli.Tests.Replaying;

/// <summary>Command lines that would destroy a file or wait for ever. All are refused before a server is asked.</summary>
public sealed class BackfillLossTests : IDisposable
{
    private const string Content = "no event\n";

    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder.Path, "events.ndjson");

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Refused_events_never_take_the_place_of_the_file_itself() => Survives(File);

    [Fact]
    public Task Nor_under_another_spelling() => Survives(Path.Combine(folder.Path, "..", Path.GetFileName(folder.Path), ".", "events.ndjson"));

    [Fact]
    public async Task Nor_through_a_symbolic_link()
    {
        System.IO.File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), File);
        await Survives(Path.Combine(folder.Path, "link"));
    }

    [Fact]
    public async Task Nor_through_a_linked_folder()
    {
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "here"), folder.Path);
        await Survives(Path.Combine(folder.Path, "here", "events.ndjson"));
    }

    [Fact]
    public async Task Nor_through_a_hard_link()
    {
        folder.Write("events.ndjson", Content);
        await Make("ln", File, Path.Combine(folder.Path, "hard"));
        await Survives(Path.Combine(folder.Path, "hard"));
    }

    [Fact]
    public async Task Nor_without_being_named()
    {
        System.IO.File.CreateSymbolicLink(File + ".rejected.ndjson", File);
        await Survives(rejected: null);
    }

    [Fact]
    public async Task Refused_events_only_go_into_a_file()
    {
        folder.Write("events.ndjson", Content);
        var pipe = Path.Combine(folder.Path, "pipe");
        await Make("mkfifo", pipe);
        foreach (var place in (string[])[pipe, folder.Path])
        {
            var run = await Backfill(File, "--rejected", place);
            Assert.Equal((ExitCode.Usage, $"error: --rejected {place} is no file but a folder, a pipe or a device; give another one with --rejected.\n"), (run.ExitCode, run.Notes));
            Assert.True(Path.Exists(place));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pipe_is_not_waited_for()
    {
        var pipe = Path.Combine(folder.Path, "pipe");
        await Make("mkfifo", pipe);
        var run = await Backfill(pipe);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains($"personalize replay backfill - < {pipe}", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_refused()
    {
        var run = await Backfill("/dev/zero", "--rejected", Path.Combine(folder.Path, "rejected"));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("is no file but a pipe or a device", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_refused()
    {
        var run = await Backfill(folder.Path, "--rejected", Path.Combine(folder.Path, "rejected"));
        Assert.Equal((ExitCode.Usage, $"error: {folder.Path} is a folder; give a file, or - for standard input.\n"), (run.ExitCode, run.Notes));
    }

    private static Task<Personalize> Backfill(params string[] args) => Personalize.Run(["replay", "backfill", .. args, "--server", UnusedAddress.Take(), "--key", "key"]);

    private static async Task Make(string program, params string[] args)
    {
        using var made = Process.Start(program, args);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, made.ExitCode);
    }

    private async Task Survives(string? rejected)
    {
        if (!System.IO.File.Exists(File))
        {
            folder.Write("events.ndjson", Content);
        }

        var run = await Backfill([File, .. rejected is null ? (string[])[] : ["--rejected", rejected]]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("is the file that is to be loaded", run.Notes, StringComparison.Ordinal);
        Assert.Equal(Content, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }
}
