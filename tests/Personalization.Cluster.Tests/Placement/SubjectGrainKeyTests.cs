using Personalization.Cluster.Subjects;
using Personalization.Core.Subjects;

namespace Personalization.Cluster.Tests.Placement;

public sealed class SubjectGrainKeyTests
{
    [Theory]
    [InlineData(SubjectKind.User, "u1", "1:acme/production:u1")]
    [InlineData(SubjectKind.Account, "a:1/x", "2:acme/production:a:1/x")]
    [InlineData(SubjectKind.Anonymous, "", "3:acme/production:")]
    [InlineData(SubjectKind.Shared, "cap|ü", "4:acme/production:cap|ü")]
    public void A_key_names_one_subject(SubjectKind kind, string id, string key)
    {
        var subject = new SubjectKey(new TenantId("acme/production"), kind, id);
        Assert.Equal(key, SubjectGrainKey.Of(subject));
        Assert.Equal(subject, SubjectGrainKey.Parse(key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("u1")]
    [InlineData("1:acme/production")]
    [InlineData("9:acme/production:u1")]
    [InlineData("x:acme/production:u1")]
    public void What_is_no_key_is_refused(string key) => Assert.Throws<FormatException>(() => SubjectGrainKey.Parse(key));
}
