using System.Text.Json;
using Personalization.Cli.Backfilling;
using Personalization.Cli.Sending;

namespace Personalization.Cli.Tests.Replaying;

public sealed class RejectedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_event_over_several_lines_takes_one()
    {
        var path = Path.Combine(folder.Path, "rejected.ndjson");
        using (var file = new RejectedFile(path, keepBytes: 0))
        {
            file.Add(new RejectedItem(1, "unknown_event", "", "No such event.", "{\r\n  \"event\": \"a\\nb\"\n}\n"u8.ToArray()));
        }

        var line = Assert.Single(File.ReadAllLines(path));
        Assert.Equal("a\nb", JsonDocument.Parse(line).RootElement.GetProperty("event").GetProperty("event").GetString());
    }
}
