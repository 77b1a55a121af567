using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Personalization.Cluster.Catalogs;

namespace Personalization.Cluster.Tests.Catalogs;

public sealed class CatalogContractTests
{
    /// <summary>Written once by version 1: silos of different versions talk to each other during every roll-out.</summary>
    private const string Version1 = "3001702a18fa4b706572736f6e616c697a6174696f6e2e636174616c6f672d61637469766174696f6e2e7631e8400930313233011de0";

    [Fact]
    public void The_wire_form_of_an_activation_stays_what_it_is()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var activation = new CatalogActivation("0123", 7);
        Assert.Equal(Version1, Convert.ToHexStringLower(serializer.SerializeToArray<object>(activation)));
        Assert.Equal(activation, serializer.Deserialize<object>(Convert.FromHexString(Version1)));
    }
}
