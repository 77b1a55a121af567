using Microsoft.Extensions.Configuration;
using Personalization.Hosting.Settings;
using Personalization.Silo.Settings;
using Personalization.Silo.Tests.Support;

namespace Personalization.Silo.Tests;

/// <summary>What a silo can be asked to do, and what is refused with which sentence.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Only_the_database_has_to_be_named()
    {
        var settings = Read();
        Assert.Equal((11111, 30000), (settings.SiloPort, settings.GatewayPort));
        Assert.Equal((TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(3)), (settings.Drain, settings.DrainPause));
        Assert.Equal(("personalization", "personalization_cluster"), (settings.Schema, settings.ClusterSchema));
        Assert.False(settings.IsGatewayOnly);
    }

    [Theory]
    [InlineData("A silo needs to know the database of its cluster", "postgres", "")]
    [InlineData("--silo-port 70000 is no whole number from 1 to 65535.", "silo-port", "70000")]
    [InlineData("--probe 5 is no whole number from 200 to 60000.", "probe", "5")]
    [InlineData("--wire 99 is no whole number from 1 to", "wire", "99")]
    [InlineData("--silo-port and --gateway-port both want 4000", "silo-port", "4000", "gateway-port", "4000")]
    [InlineData("--advertise 0.0.0.0 is no IP address at which others could reach this process", "advertise", "0.0.0.0")]
    [InlineData("10.0.0.7 can be reached from other machines, and whoever reaches a silo's ports can do all that a silo can.", "advertise", "10.0.0.7")]
    [InlineData("--drain-pause leaves no time of --drain", "drain", "5", "drain-pause", "5")]
    [InlineData("TLS needs both --cluster-tls-cert and --cluster-tls-key.", "cluster-ca", "ca.pem")]
    [InlineData("*:8080 or", "http", "*:8080")]
    public void What_cannot_work_is_refused_with_what_to_do(string sentence, params string[] flags)
    {
        var refused = Assert.Throws<SettingsException>(() => Read(flags));
        Assert.Contains(sentence.Replace("*:8080", "[::]:8080", StringComparison.Ordinal), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_keeps_strangers_out_need_not_give_certificates() =>
        Assert.Equal("10.0.0.7", Read("advertise", "10.0.0.7", "trusted-network", "true").Advertised.ToString());

    [Fact]
    public async Task A_wrong_flag_is_answered_with_the_one_that_is_meant_and_2()
    {
        var (exitCode, error) = await SiloProcess.Run(null, "--silo-prot", "1");
        Assert.Equal(2, exitCode);
        Assert.Contains("did you mean --silo-port?", error, StringComparison.Ordinal);
    }

    private static SiloSettings Read(params string[] flags)
    {
        var given = new Dictionary<string, string> { ["postgres"] = "Host=db" };
        for (var at = 0; at < flags.Length; at += 2)
        {
            given[flags[at]] = flags[at + 1];
        }

        return new SiloSettingsReader(new SettingsSource(given.GetValueOrDefault, new ConfigurationBuilder().Build())).Read();
    }
}
