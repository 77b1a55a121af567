using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Cli.Tests;

public sealed class ReadyTests : IAsyncLifetime
{
    private readonly GatewayServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_server_that_answers_is_ready_without_a_key() =>
        Assert.Equal(new Personalize(ExitCode.Ok, "ready\n", ""), await Personalize.Run("ready", "--http", Address));

    [Fact]
    public async Task A_server_that_drains_is_not_ready_and_says_why()
    {
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal(new Personalize(ExitCode.Bad, "not ready: not_draining\n", ""), await Personalize.Run("ready", "--http", Address));
    }

    [Fact]
    public async Task Where_nobody_listens_that_is_another_exit_code()
    {
        var run = await Personalize.Run("ready", "--http", UnusedAddress.Take());

        Assert.Equal((ExitCode.Unreachable, ""), (run.ExitCode, run.Results));
        Assert.Contains("gives no answer: ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_address_is_told()
    {
        var run = await Personalize.Run("ready", "--http", "localhost:8080");

        Assert.Equal((ExitCode.Usage, "error: --http localhost:8080 is no address. Write it like http://127.0.0.1:8080.\n"), (run.ExitCode, run.Notes));
    }

    private string Address => server.Http.BaseAddress!.ToString();
}
