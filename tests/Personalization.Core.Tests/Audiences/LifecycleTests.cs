using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Tests.Audiences;

public class LifecycleTests
{
    [Fact]
    public void The_first_stage_that_holds_is_the_stage()
    {
        var somebody = Product.Somebody;
        var lifecycle = Product.Compiler.Lifecycle;
        Assert.Equal("new", lifecycle.Find(somebody.User, "a1", Product.At("2026-03-02T00:00:00Z")));
        Assert.Equal("active", lifecycle.Find(somebody.User, "a1", Product.Now));
        Assert.Null(lifecycle.Find(somebody.User, "a1", Product.At("2027-01-01T00:00:00Z")));
        Assert.Equal("paying", lifecycle.Find(somebody.Account!, null, Product.Now));
    }

    [Theory]
    [InlineData(SubjectSide.User, "user.stage == 'new'", "a stage cannot depend on `user.stage`")]
    [InlineData(SubjectSide.User, "account.plan == 'team'", "a stage depends on its own `user` and `now` only, not on `account`")]
    [InlineData(SubjectSide.Account, "user.role == 'admin'", "a stage depends on its own `account` and `now` only, not on `user`")]
    [InlineData(SubjectSide.User, "request.path == '/'", "a stage depends on its own `user` and `now` only, not on `request`")]
    [InlineData(SubjectSide.User, "user.sets > 5", "unknown field `user.sets`; did you mean `seats`?")]
    public void A_stage_reads_its_own_profile_and_now_only(SubjectSide side, string when, string message)
    {
        var compiler = new AudienceCompiler(Product.Make(new StageDefinition("fine", side, "true"), new StageDefinition("broken", side, when)));
        var (slot, problem) = Assert.Single(compiler.StageProblems);
        Assert.Equal((1, message), (slot, problem.Message));
    }
}
