using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Authentication.Tokens;
using Personalization.Gateway.Tests.Support;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Authentication;

/// <summary>Tokens, and the file of their keys, while time passes.</summary>
public sealed class TokenTimeTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly SetTime clock = new();
    private readonly TestIssuer issuer = new();

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public async Task A_token_is_good_until_half_a_minute_after_its_end(int secondsAfter, bool isGood)
    {
        var end = clock.Now.ToUnixTimeSeconds();
        var token = issuer.Token(FirstKey.Tenant.Value, "read", claims => claims["exp"] = end);
        clock.Now = DateTimeOffset.FromUnixTimeSeconds(end + secondsAfter);
        Assert.Equal(isGood, await Find(token) is not null);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task A_token_is_good_from_half_a_minute_before_its_begin(int secondsBefore, bool isGood)
    {
        var begin = clock.Now.ToUnixTimeSeconds();
        var token = issuer.Token(FirstKey.Tenant.Value, "read", claims => claims["nbf"] = begin);
        clock.Now = DateTimeOffset.FromUnixTimeSeconds(begin - secondsBefore);
        Assert.Equal(isGood, await Find(token) is not null);
    }

    [Fact]
    public async Task A_key_that_leaves_the_file_opens_nothing_any_more_and_a_new_one_does()
    {
        var tokens = Tokens();
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var old = issuer.Token(FirstKey.Tenant.Value, "read");
        Assert.NotNull(await tokens.Find(old));

        issuer.WriteKeys(TestIssuer.Elliptic("e2", next));
        Assert.NotNull(await tokens.Find(old));
        clock.Now += Limits.TokenKeysInterval;

        Assert.Null(await tokens.Find(old));
        issuer.WriteKeys(TestIssuer.Elliptic("e2", next), TestIssuer.Elliptic("e1", issuer.Ec));
        clock.Now += Limits.TokenKeysInterval;
        Assert.NotNull(await tokens.Find(old));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}""")]
    public async Task A_file_that_cannot_be_used_leaves_the_keys_as_they_were(string? content)
    {
        var tokens = Tokens();
        var token = issuer.Token(FirstKey.Tenant.Value, "read");
        Assert.NotNull(await tokens.Find(token));
        File.Delete(issuer.Settings.KeysPath);
        if (content is not null)
        {
            await File.WriteAllTextAsync(issuer.Settings.KeysPath, content, TestContext.Current.CancellationToken);
        }

        clock.Now += Limits.TokenKeysInterval;

        Assert.NotNull(await tokens.Find(token));
    }

    public void Dispose() => issuer.Dispose();

    private ValueTask<Caller?> Find(string token) => Tokens().Find(token);

    private TokenReader Tokens() => new(issuer.Settings, new TokenKeyFile(issuer.Settings, clock, NullLogger<TokenKeyFile>.Instance), server.Control.Tenants, clock);
}
