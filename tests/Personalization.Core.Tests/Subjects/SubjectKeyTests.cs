using Personalization.Core.Subjects;

namespace Personalization.Core.Tests.Subjects;

public sealed class SubjectKeyTests
{
    private static readonly TenantId Tenant = new("acme/production");

    [Fact]
    public void The_hash_differs_by_tenant_kind_and_id()
    {
        SubjectKey[] keys =
        [
            new(Tenant, SubjectKind.User, "u1"),
            new(Tenant, SubjectKind.Anonymous, "u1"),
            new(Tenant, SubjectKind.Account, "u1"),
            new(Tenant, SubjectKind.User, "u2"),
            new(new TenantId("acme/staging"), SubjectKind.User, "u1"),
        ];
        Assert.Equal(keys.Length, keys.Select(key => key.StableHash()).Distinct().Count());
    }

    [Fact]
    public void The_hash_is_stored_and_may_not_change() =>
        Assert.Equal(
            StableHash.Of("acme/production\0\u0001u1"),
            new SubjectKey(Tenant, SubjectKind.User, "u1").StableHash());

    [Fact]
    public void The_longest_id_of_the_widest_characters_can_be_hashed() =>
        Assert.NotEqual(0UL, new SubjectKey(Tenant, SubjectKind.User, new string('€', SubjectKey.IdCharsMax * 2)).StableHash());

    [Fact]
    public void The_text_names_tenant_kind_and_id() =>
        Assert.Equal("acme/production:user:u1", new SubjectKey(Tenant, SubjectKind.User, "u1").ToString());
}
