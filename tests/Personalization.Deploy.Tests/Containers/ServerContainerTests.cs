using System.Net;

namespace Personalization.Deploy.Tests.Containers;

/// <summary>The image of the server, run from what its Dockerfile publishes.</summary>
public sealed class ServerContainerTests(PublishedImages images)
{
    private static readonly Dictionary<string, string> FreePorts = new(StringComparer.Ordinal) { ["PERSONALIZATION_HTTP"] = "127.0.0.1:0", ["PERSONALIZATION_GRPC"] = "127.0.0.1:0" };

    [Fact]
    public async Task The_entry_point_runs_as_a_user_without_rights_on_a_root_that_cannot_be_written()
    {
        Assert.SkipWhen(Container.Missing is not null, Container.Missing ?? "");
        using var container = Container.Start("server", await images.Of("server"), "", FreePorts);
        using var http = new HttpClient { BaseAddress = await container.Address() };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode);
        Confinement.Check(container);
        Assert.Empty(container.Files("/tmp"));
        Assert.Contains("/journal.db", string.Concat(container.Files("/data")), StringComparison.Ordinal);
        Assert.Equal(0, await container.Terminate());
    }

    [Fact]
    public async Task Without_a_catalog_it_lives_and_is_not_ready_and_the_health_check_says_so()
    {
        Assert.SkipWhen(Container.Missing is not null, Container.Missing ?? "");
        var image = await images.Of("server");
        using var container = Container.Start("server", image, "", FreePorts);
        var address = await container.Address();

        var (exitCode, output) = await Container.Run("server", image, "", FreePorts, "ready", "--http", address.ToString());

        Assert.Equal((1, "not ready: catalog_active"), (exitCode, output));
    }

    [Fact]
    public async Task As_it_is_set_by_the_image_it_refuses_to_be_reached_from_outside_without_tls()
    {
        Assert.SkipWhen(Container.Missing is not null, Container.Missing ?? "");
        using var container = Container.Start("server", await images.Of("server"), "", []);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(container.Address);

        Assert.Contains("ended with 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("can be reached from other machines", refused.Message, StringComparison.Ordinal);
    }
}
