using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Audiences;

/// <summary>The names that conditions of a catalog may use: <c>user</c>, <c>account</c>, <c>request</c>, <c>flags</c> and <c>now</c>.</summary>
/// <remarks>
/// Stages, segments and flags are conditions themselves and are compiled in this order; each may read those before it, so that nothing goes
/// round in circles, and each only what it is derived from, so that everybody who asks finds the same.
/// </remarks>
internal sealed class AudienceEnvironment
{
    private static readonly string[] AllNames = ["user", "account", "request", "flags"];
    private readonly Catalog catalog;
    private readonly ObjectType<AudienceContext> user;
    private readonly ObjectType<AudienceContext> account;
    private readonly ObjectType<AudienceContext> request = RequestFields.Declare();

    /// <summary>Declares everything that the catalog's profiles hold, and compiles what is derived from that.</summary>
    public AudienceEnvironment(Catalog catalog)
    {
        this.catalog = catalog;
        Options = new ExpressionOptions { TimeZones = catalog.TimeZones };
        var nobody = new Profile(FoldPlan.Compile(catalog), SubjectSide.Account);
        var locality = new Locality(catalog);
        var histories = new HistoryBinder(catalog, nobody.Plan.Histories);
        user = new SubjectFields<UserSide>("user", default, catalog, locality, histories).Declare();
        account = new SubjectFields<AccountSide>("account", new AccountSide(nobody), catalog, locality, histories).Declare();
        Lifecycle = CompileStages(out var stageProblems);
        StageProblems = stageProblems;
        Segments = CompileSegments(out var segmentProblems);
        SegmentProblems = segmentProblems;
        Flags = new FlagPlan(catalog, NamesOf("rule", "a rule depends on `user`, `account`, `request` and `now` only", "user", "account", "request"), Options, out var flagProblems);
        FlagProblems = flagProblems;
        Names = NamesOf("audience", "", AllNames);
    }

    /// <summary>How the expressions of the catalog are read.</summary>
    public ExpressionOptions Options { get; }

    /// <summary>The names that audiences and texts may use: all.</summary>
    public ObjectType<AudienceContext> Names { get; }

    /// <summary>The stages.</summary>
    public Lifecycle Lifecycle { get; }

    /// <summary>The segments.</summary>
    public SegmentPlan Segments { get; }

    /// <summary>The flags.</summary>
    public FlagPlan Flags { get; }

    /// <summary>What is wrong with the conditions of stages.</summary>
    public ImmutableArray<(int StageSlot, ExpressionProblem Problem)> StageProblems { get; }

    /// <summary>What is wrong with the conditions of segments.</summary>
    public ImmutableArray<(int SegmentSlot, ExpressionProblem Problem)> SegmentProblems { get; }

    /// <summary>What is wrong with the rules of flags.</summary>
    public ImmutableArray<(int FlagSlot, int Rule, ExpressionProblem Problem)> FlagProblems { get; }

    private Lifecycle CompileStages(out ImmutableArray<(int StageSlot, ExpressionProblem Problem)> problems)
    {
        foreach (var (name, type) in ((string, ObjectType<AudienceContext>)[])[("user", user), ("account", account)])
        {
            type.Refuse("stage", $"a stage cannot depend on `{name}.stage`");
            type.Refuse("segments", $"a stage cannot depend on `{name}.segments`, which may depend on the stage; write the condition out");
        }

        var lifecycle = new Lifecycle(
            catalog,
            NamesOf("stage", "a stage depends on its own `user` and `now` only", "user"),
            NamesOf("stage", "a stage depends on its own `account` and `now` only", "account"),
            Options,
            out problems);
        AddStage(user, SubjectSide.User, lifecycle);
        AddStage(account, SubjectSide.Account, lifecycle);
        return lifecycle;
    }

    private static void AddStage(ObjectType<AudienceContext> type, SubjectSide side, Lifecycle lifecycle) => type.AddString(
        "stage",
        (in c, ref _) => lifecycle.Find(side, in c) ?? "",
        (in c, ref _) => lifecycle.Find(side, in c) is not null);

    private SegmentPlan CompileSegments(out ImmutableArray<(int SegmentSlot, ExpressionProblem Problem)> problems)
    {
        var plan = new SegmentPlan(catalog);
        AddSegments(user, SubjectSide.User, plan);
        AddSegments(account, SubjectSide.Account, plan);
        problems = plan.Compile(
            NamesOf("segment", "a segment of users depends on `user`, `account` and `now` only", "user", "account"),
            NamesOf("segment", "a segment of accounts is the same for all their users: it depends on `account` and `now` only", "account"),
            Options);
        return plan;
    }

    private void AddSegments(ObjectType<AudienceContext> type, SubjectSide side, SegmentPlan plan)
    {
        var segments = new ObjectType<AudienceContext>("segments");
        for (var at = 0; at < catalog.Segments.Length; at++)
        {
            var slot = at;
            if (catalog.Segments[at].Of == side)
            {
                segments.AddBool(catalog.Segments[at].Id, (in c, ref _) => plan.Holds(slot, in c));
            }
        }

        type.AddObject("segments", segments);
    }

    /// <summary>Some of the names; the others are refused for a reason.</summary>
    private ObjectType<AudienceContext> NamesOf(string of, string otherwise, params ReadOnlySpan<string> allowed)
    {
        var names = new ObjectType<AudienceContext>(of);
        foreach (var name in AllNames)
        {
            if (!allowed.Contains(name))
            {
                names.Refuse(name, $"{otherwise}, not on `{name}`");
                continue;
            }

            names.AddObject(name, name switch
            {
                "user" => user,
                "account" => account,
                "request" => request,
                _ => FlagFields.Declare(catalog, Flags),
            });
        }

        names.AddTimestamp("now", (in c, ref _) => CelTimestamp.From(c.Now));
        return names;
    }
}
