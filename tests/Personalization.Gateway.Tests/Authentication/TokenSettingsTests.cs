using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Personalization.Gateway.Tests.Support;
using Personalization.Hosting.Settings;

namespace Personalization.Gateway.Tests.Authentication;

public sealed class TokenSettingsTests : IDisposable
{
    private readonly TestIssuer issuer = new();

    [Fact]
    public void All_three_say_whose_tokens_are_taken_and_none_that_nobody_s_are()
    {
        Assert.Equal(issuer.Settings, Read(issuer.Settings.Name, issuer.Settings.Audience, issuer.Settings.KeysPath));
        Assert.Null(Read(null, null, null));
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void One_alone_makes_no_sense(bool name, bool audience, bool keys) => Assert.Equal(SettingsException.Usage, Assert.Throws<SettingsException>(() => Read(
        name ? issuer.Settings.Name : null, audience ? issuer.Settings.Audience : null, keys ? issuer.Settings.KeysPath : null)).ExitCode);

    [Fact]
    public void Keys_that_would_let_others_sign_stop_the_start()
    {
        using var weak = RSA.Create(1024);
        using var known = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var open = TestIssuer.Elliptic("k", known);
        open["d"] = System.Buffers.Text.Base64Url.EncodeToString(known.ExportParameters(true).D!);

        Assert.Contains("'oct'", Refused(new JsonObject { ["kty"] = "oct", ["k"] = "c2VjcmV0" }), StringComparison.Ordinal);
        Assert.Contains("bits", Refused(TestIssuer.Rsa("k", weak)), StringComparison.Ordinal);
        Assert.Contains("private", Refused(open), StringComparison.Ordinal);
        Assert.Contains("0 keys", Refused(), StringComparison.Ordinal);
        File.Delete(issuer.Settings.KeysPath);
        Assert.Equal(SettingsException.Refused, Assert.Throws<SettingsException>(ReadAll).ExitCode);
    }

    public void Dispose() => issuer.Dispose();

    private string Refused(params JsonObject[] keys)
    {
        issuer.WriteKeys(keys);
        return Assert.Throws<SettingsException>(ReadAll).Message;
    }

    private void ReadAll() => Read(issuer.Settings.Name, issuer.Settings.Audience, issuer.Settings.KeysPath);

    private static Gateway.Authentication.Tokens.TokenIssuer? Read(string? name, string? audience, string? keys) => TokenSettings.Read(new SettingsSource(
        flag => flag switch { "jwt-issuer" => name, "jwt-audience" => audience, "jwt-keys" => keys, _ => null }, new ConfigurationBuilder().Build()));
}
