using System.Net;
using Personalization.Journal.Control;
using Personalization.Server.Keys;
using Personalization.Server.Settings;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class FirstKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly ControlStore control;

    public FirstKeyTests() => control = ControlStore.Open(folder, TimeProvider.System);

    public void Dispose()
    {
        control.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_first_start_makes_a_key_with_all_scopes_and_tells_it_once()
    {
        var told = FirstKey.Ensure(control, Settings());
        var key = File.ReadAllText(FirstKey.PathIn(folder)).Trim();

        Assert.Contains(key, told, StringComparison.Ordinal);
        Assert.Equal((FirstKey.Tenant, KeyScopes.All), (control.KeyDirectory.Find(key)!.Tenant, control.KeyDirectory.Find(key)!.Scopes));
        Assert.Null(FirstKey.Ensure(control, Settings()));
    }

    [Fact]
    public void Only_its_owner_may_read_the_file()
    {
        FirstKey.Ensure(control, Settings());
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Files have no mode there.");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FirstKey.PathIn(folder)));
    }

    [Fact]
    public void A_given_key_is_used_instead()
    {
        FirstKey.Ensure(control, Settings() with { ApiKey = "pk_given" });

        Assert.NotNull(control.KeyDirectory.Find("pk_given"));
        Assert.Equal("pk_given", File.ReadAllText(FirstKey.PathIn(folder)).Trim());
    }

    [Fact]
    public void Beyond_loopback_no_key_is_made()
    {
        var open = Settings() with { Http = new IPEndPoint(IPAddress.Any, 0), IsBehindProxy = true };

        Assert.Throws<SettingsException>(() => FirstKey.Ensure(control, open));
        Assert.Null(FirstKey.Ensure(control, open with { ApiKey = "pk_given_and_long_enough" }));
        Assert.False(File.Exists(FirstKey.PathIn(folder)));
    }

    [Fact]
    public void Beyond_loopback_a_short_key_is_refused()
    {
        var open = Settings() with { Http = new IPEndPoint(IPAddress.Any, 0), IsBehindProxy = true };

        Assert.Throws<SettingsException>(() => FirstKey.Ensure(control, open with { ApiKey = "pk_given" }));
        Assert.Null(control.KeyDirectory.Find("pk_given"));
    }

    private ServerSettings Settings() => new() { Http = new IPEndPoint(IPAddress.Loopback, 0), Grpc = new IPEndPoint(IPAddress.Loopback, 0), Data = folder };
}
