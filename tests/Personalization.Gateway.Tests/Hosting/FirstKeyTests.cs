using System.Net;
using Personalization.Hosting.Settings;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Sqlite;
using Personalization.Server.Keys;
using Personalization.Server.Settings;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class FirstKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly SqliteControlStore control;

    public FirstKeyTests() => control = SqliteControlStore.Open(folder, TimeProvider.System);

    public void Dispose()
    {
        control.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_first_start_makes_a_key_with_all_scopes_and_tells_it_once()
    {
        var told = await FirstKey.Ensure(control, Settings());
        var key = (await File.ReadAllTextAsync(FirstKey.PathIn(folder), TestContext.Current.CancellationToken)).Trim();

        Assert.Contains(key, told, StringComparison.Ordinal);
        Assert.Equal((FirstKey.Tenant, KeyScopes.All), (control.KeyDirectory.Find(key)!.Tenant, control.KeyDirectory.Find(key)!.Scopes));
        Assert.Null(await FirstKey.Ensure(control, Settings()));
    }

    [Fact]
    public async Task Only_its_owner_may_read_the_file()
    {
        await FirstKey.Ensure(control, Settings());
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Files have no mode there.");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FirstKey.PathIn(folder)));
    }

    [Fact]
    public async Task A_given_key_is_used_instead()
    {
        await FirstKey.Ensure(control, Settings() with { ApiKey = "pk_given" });

        Assert.NotNull(control.KeyDirectory.Find("pk_given"));
        Assert.Equal("pk_given", (await File.ReadAllTextAsync(FirstKey.PathIn(folder), TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task Beyond_loopback_no_key_is_made()
    {
        var open = Settings() with { Http = new IPEndPoint(IPAddress.Any, 0), IsBehindProxy = true };

        await Assert.ThrowsAsync<SettingsException>(async () => await FirstKey.Ensure(control, open));
        Assert.Null(await FirstKey.Ensure(control, open with { ApiKey = "pk_given_and_long_enough" }));
        Assert.False(File.Exists(FirstKey.PathIn(folder)));
    }

    [Fact]
    public async Task Beyond_loopback_a_short_key_is_refused()
    {
        var open = Settings() with { Http = new IPEndPoint(IPAddress.Any, 0), IsBehindProxy = true };

        await Assert.ThrowsAsync<SettingsException>(async () => await FirstKey.Ensure(control, open with { ApiKey = "pk_given" }));
        Assert.Null(control.KeyDirectory.Find("pk_given"));
    }

    private ServerSettings Settings() => new() { Http = new IPEndPoint(IPAddress.Loopback, 0), Grpc = new IPEndPoint(IPAddress.Loopback, 0), Data = folder };
}
