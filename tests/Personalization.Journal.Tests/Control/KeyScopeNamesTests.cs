using Personalization.Journal.Control;

namespace Personalization.Journal.Tests.Control;

public sealed class KeyScopeNamesTests
{
    [Fact]
    public void Scopes_have_names()
    {
        Assert.Null(KeyScopeNames.Parse(["ingest", "admin"], out var scopes));
        Assert.Equal(KeyScopes.Ingest | KeyScopes.Admin, scopes);
        Assert.Equal(["ingest", "admin"], KeyScopeNames.Of(scopes));
        Assert.Null(KeyScopeNames.Parse(["all"], out var all));
        Assert.Equal(KeyScopes.All, all);
        Assert.Equal(5, KeyScopeNames.Of(all).Count);
        Assert.Equal("scope_unknown", KeyScopeNames.Parse(["root"], out _)?.Code);
    }
}
