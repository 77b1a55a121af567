using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class RestartTests
{
    [Fact]
    public async Task Profiles_keys_and_dead_letters_are_the_same_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-").FullName;
        try
        {
            var before = await Run(folder, server =>
                server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure("u"), Sample.Group("u", "acme"), Sample.Track("u", "no_such_event"))));

            var after = await Run(folder, _ => Task.CompletedTask);

            Assert.Equal(before, after);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string[]> Run(string folder, Func<GatewayServer, Task> work)
    {
        await using var server = await GatewayServer.On(folder);
        await work(server);
        string[] addresses = ["/v1/profiles/users/u", "/v1/profiles/users/u/events", "/v1/profiles/accounts/acme", "/v1/keys", "/v1/dead-letters", "/v1/catalog"];
        var bodies = new List<string>();
        foreach (var address in addresses)
        {
            bodies.Add((await server.Http.Get(address)).Body.GetRawText());
        }

        return [.. bodies];
    }
}
