using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Turns;

namespace Personalization.Core.Tests.Turns;

public sealed class EventRoutesTests
{
    private static readonly EventRoutes Routes = EventRoutes.Compile(new Catalog
    {
        Name = "routes",
        Hash = new CatalogHash(new string('0', 64)),
        Events = [Contract("both", SubjectSide.User | SubjectSide.Account), Contract("account", SubjectSide.Account)],
    });

    [Theory]
    [InlineData("both", true, SubjectSide.User | SubjectSide.Account)]
    [InlineData("account", true, SubjectSide.Account)]
    [InlineData("unknown", true, SubjectSide.User)]
    [InlineData("both", false, SubjectSide.Account)]
    [InlineData("unknown", false, SubjectSide.Account)]
    public void A_tracked_event_goes_where_its_contract_says(string name, bool hasUser, SubjectSide expected) =>
        Assert.Equal(expected, Routes.Find(new Tracked { Id = "e1", Time = default, ReceivedAt = default, Name = name }, hasUser));

    [Fact]
    public void A_membership_goes_to_both_and_traits_to_the_user()
    {
        Assert.Equal(SubjectSide.User | SubjectSide.Account, Routes.Find(new Grouped { Id = "g", Time = default, ReceivedAt = default }, hasUser: true));
        Assert.Equal(SubjectSide.Account, Routes.Find(new Grouped { Id = "g", Time = default, ReceivedAt = default }, hasUser: false));
        Assert.Equal(SubjectSide.User, Routes.Find(new Identified { Id = "i", Time = default, ReceivedAt = default }, hasUser: true));
    }

    private static EventContract Contract(string name, SubjectSide touches) => new(name, touches, ContractSchema.Anything, "");
}
