using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Watching;

namespace Personalization.Gateway.Tests.Watching;

public sealed class WatchPlacesTests
{
    private static readonly TenantId First = new("a/b"), Second = new("c/d");

    [Fact]
    public void A_tenant_has_so_many_places_and_gets_one_back()
    {
        var places = new WatchPlaces(perTenant: 2, inAll: 10);
        var one = places.TryTake(First);
        Assert.NotNull(places.TryTake(First));
        Assert.Null(places.TryTake(First));
        Assert.NotNull(places.TryTake(Second));

        one!.Dispose();
        one.Dispose();

        Assert.NotNull(places.TryTake(First));
        Assert.Null(places.TryTake(First));
    }

    [Fact]
    public void All_tenants_together_have_so_many_places()
    {
        var places = new WatchPlaces(perTenant: 2, inAll: 3);
        Assert.All([First, First, Second], tenant => Assert.NotNull(places.TryTake(tenant)));
        Assert.Null(places.TryTake(Second));
    }

    [Fact]
    public void Too_many_watchers_are_429() => Assert.Equal(429, ProblemKind.Of(ProblemCodes.TooManyWatchers).Status);
}
