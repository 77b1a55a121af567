using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Audiences;

/// <summary>The names that conditions of a catalog may use: <c>user</c>, <c>account</c>, <c>request</c> and <c>now</c>.</summary>
internal sealed class AudienceEnvironment
{
    /// <summary>Declares everything that the catalog's profiles hold.</summary>
    public AudienceEnvironment(Catalog catalog)
    {
        var nobody = new Profile(FoldPlan.Compile(catalog), SubjectSide.Account);
        var user = new SubjectFields<UserSide>("user", default, catalog).Declare();
        var account = new SubjectFields<AccountSide>("account", new AccountSide(nobody), catalog).Declare();
        user.Refuse("stage", "a stage cannot depend on `user.stage`");
        account.Refuse("stage", "a stage cannot depend on `account.stage`");
        Lifecycle = new Lifecycle(catalog, NamesFor("user", user), NamesFor("account", account), out var problems);
        StageProblems = problems;
        AddStage(user, SubjectSide.User);
        AddStage(account, SubjectSide.Account);
        Names.AddObject("user", user);
        Names.AddObject("account", account);
        Names.AddObject("request", Request());
        AddNow(Names);
    }

    /// <summary>The names.</summary>
    public ObjectType<AudienceContext> Names { get; } = new("audience");

    /// <summary>The stages.</summary>
    public Lifecycle Lifecycle { get; }

    /// <summary>What is wrong with the conditions of stages.</summary>
    public ImmutableArray<(int StageSlot, ExpressionProblem Problem)> StageProblems { get; }

    private void AddStage(ObjectType<AudienceContext> type, SubjectSide side) => type.AddString(
        "stage",
        (in c, ref _) => Lifecycle.Find(side, in c) ?? "",
        (in c, ref _) => Lifecycle.Find(side, in c) is not null);

    /// <summary>What the condition of a stage may use: a stage is derived from its own profile and now, so that every reader of the profile finds the same.</summary>
    private static ObjectType<AudienceContext> NamesFor(string name, ObjectType<AudienceContext> type)
    {
        var names = new ObjectType<AudienceContext>("stage");
        foreach (var other in (ReadOnlySpan<string>)["user", "account", "request"])
        {
            names.Refuse(other, $"a stage depends on its own `{name}` and `now` only, not on `{other}`");
        }

        names.AddObject(name, type);
        AddNow(names);
        return names;
    }

    private static void AddNow(ObjectType<AudienceContext> names) => names.AddTimestamp("now", (in c, ref _) => CelTimestamp.From(c.Now));

    private static ObjectType<AudienceContext> Request()
    {
        var request = new ObjectType<AudienceContext>("request");
        request.AddString("locale", (in c, ref _) => c.Request.Locale ?? "", (in c, ref _) => c.Request.Locale is not null);
        request.AddString("timezone", (in c, ref _) => c.Request.TimeZone ?? "", (in c, ref _) => c.Request.TimeZone is not null);
        request.AddString("channel", (in c, ref _) => c.Request.Channel ?? "", (in c, ref _) => c.Request.Channel is not null);
        request.AddString("device", (in c, ref _) => c.Request.Device ?? "", (in c, ref _) => c.Request.Device is not null);
        request.AddString("region", (in c, ref _) => c.Request.Region ?? "", (in c, ref _) => c.Request.Region is not null);
        request.AddString("path", (in c, ref _) => c.Request.Path ?? "", (in c, ref _) => c.Request.Path is not null);
        return request;
    }
}
