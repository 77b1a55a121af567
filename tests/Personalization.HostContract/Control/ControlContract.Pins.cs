using Personalization.Core.Subjects;

namespace Personalization.HostContract.Control;

public abstract partial class ControlContract
{
    [Fact]
    public async Task A_pin_is_listed_with_its_tenant_until_it_is_lifted()
    {
        Assert.Null(await Store.Tenants.Pin(Acme, "eu"));
        Assert.Null(await Store.Tenants.Pin(Acme, "us-east-1"));
        Assert.Equal([(Acme, "us-east-1"), (Other, null)], (await Store.Tenants.List()).Select(one => (one.Id, one.Region)));
        Assert.Null(await Store.Tenants.Ensure(Acme));
        Assert.Null(await Store.Tenants.Pin(Acme, null));
        Assert.All(await Store.Tenants.List(), one => Assert.Null(one.Region));
    }

    [Fact]
    public async Task Only_a_tenant_that_there_is_can_be_pinned_and_only_to_a_name()
    {
        Assert.Equal("tenant_unknown", (await Store.Tenants.Pin(new TenantId("no/where"), "eu"))?.Code);
        Assert.Equal("tenant_unknown", (await Store.Tenants.Pin(new TenantId("no/where"), null))?.Code);
        Assert.Equal("region_invalid", (await Store.Tenants.Pin(Acme, "EU!"))?.Code);
        Assert.Equal("region_invalid", (await Store.Tenants.Pin(Acme, ""))?.Code);
        Assert.All(await Store.Tenants.List(), one => Assert.Null(one.Region));
    }

    [Fact]
    public async Task A_pin_by_another_process_is_told_as_a_change()
    {
        var seen = await Store.Changes.Next(0, TestContext.Current.CancellationToken);
        await using var other = await Open();
        Assert.Null(await other.Tenants.Pin(Acme, "eu"));

        Assert.NotEqual(seen, await Store.Changes.Next(seen, TestContext.Current.CancellationToken));
        Assert.Equal("eu", (await Store.Tenants.List())[0].Region);
    }
}
