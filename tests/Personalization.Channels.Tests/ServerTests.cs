using System.Globalization;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Channels.Tests;

/// <summary>The executable as a whole.</summary>
public sealed class ServerTests(Broker broker) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("queues-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_server_reads_its_queues_from_start_to_stop_and_says_so_in_its_metrics()
    {
        var queue = new TestQueue(broker);
        var settings = await Settings(new { queues = new[] { new { queue = queue.Name, tenant = "demo/development", create = "classic" } } });
        using var server = await ServerProcess.Start(folder, "--amqp", (await broker.Address()).ToString(), "--queues", settings);
        await Declared(queue);
        await queue.Publish(Failure("q1"), Failure("q2"), "no event");
        await queue.IsEmpty();

        Assert.Equal(2, (await server.Http.Get("/v1/profiles/users/u1")).Body.GetProperty("version").GetInt64());
        Assert.Contains("malformed_json", await server.Http.Text("/v1/dead-letters"), StringComparison.Ordinal);
        var metrics = (await server.Http.Text("/metrics")).Split('\n').Where(line => line.StartsWith("personalization_channels_", StringComparison.Ordinal)).ToList();
        Assert.Contains(metrics, line => line.StartsWith("personalization_channels_messages_in", StringComparison.Ordinal) && line.Contains("result=\"taken\"", StringComparison.Ordinal) && NumberOf(line) == 2);
        Assert.Contains(metrics, line => line.StartsWith("personalization_channels_messages_in", StringComparison.Ordinal) && line.Contains("result=\"refused\"", StringComparison.Ordinal) && NumberOf(line) == 1);
        Assert.Contains(metrics, line => line.StartsWith("personalization_channels_connected", StringComparison.Ordinal) && NumberOf(line) == 1);
        Assert.Equal(0, await server.Terminate());
    }

    [Fact]
    public async Task Settings_that_cannot_hold_are_told_before_anything_starts()
    {
        var settings = await Settings(new { queues = new[] { new { queue = "q", tenant = "acme" } } });
        var (exitCode, _, error) = await ServerProcess.Run("--data", folder, "--amqp", "amqp://guest:secret@127.0.0.1", "--queues", settings);
        Assert.Equal(
            (1, $"error: --queues {settings}: tenant_invalid at /queues/0/tenant: 'acme' is no tenant: write two names of lower-case letters, digits and dashes with a slash between them, such as acme/production.\n"),
            (exitCode, error));
    }

    [Fact]
    public async Task Queues_need_a_broker()
    {
        var (exitCode, _, error) = await ServerProcess.Run("--data", folder, "--queues", "queues.json");
        Assert.Equal((2, "error: --queues needs to know of which broker: add --amqp, or set PERSONALIZATION_AMQP.\n"), (exitCode, error));
    }

    private static string Failure(string id) =>
        $$$"""{"type":"track","messageId":"{{{id}}}","userId":"u1","event":"import_failed","properties":{"code":"csv_encoding","feature":"csv"}}""";

    private static double NumberOf(string line) => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);

    /// <summary>Waits until the server has made its queue. Each look is a question to the broker.</summary>
    private async Task Declared(TestQueue queue)
    {
        while (await broker.Find(queue.Name) is null)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<string> Settings(object settings)
    {
        var path = Path.Combine(folder, "queues.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(settings), TestContext.Current.CancellationToken);
        return path;
    }
}
