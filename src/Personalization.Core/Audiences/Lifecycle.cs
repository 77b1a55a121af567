using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Audiences;

/// <summary>The lifecycle stages of a catalog, compiled. A stage is derived whenever it is asked for, never stored.</summary>
public sealed class Lifecycle
{
    private readonly (string Id, Expression<AudienceContext> When)[] userStages;
    private readonly (string Id, Expression<AudienceContext> When)[] accountStages;

    internal Lifecycle(
        Catalog catalog,
        ObjectType<AudienceContext> userNames,
        ObjectType<AudienceContext> accountNames,
        ExpressionOptions options,
        out ImmutableArray<(int StageSlot, ExpressionProblem Problem)> problems)
    {
        var found = ImmutableArray.CreateBuilder<(int, ExpressionProblem)>();
        userStages = Compile(catalog, SubjectSide.User, userNames, options, found);
        accountStages = Compile(catalog, SubjectSide.Account, accountNames, options, found);
        problems = found.ToImmutable();
    }

    /// <summary>The first stage of a profile's side whose condition holds, or null for none.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="accountId">The account that per-account traits of a user are read for, or null.</param>
    /// <param name="now">The effective now.</param>
    public string? Find(Profile profile, string? accountId, Instant now)
    {
        ArgumentNullException.ThrowIfNull(profile);

        // The conditions of a side read nothing of the other one.
        var account = profile.Side == SubjectSide.Account ? profile : null;
        return Find(profile.Side, new AudienceContext(profile, account, accountId, RequestContext.None, now));
    }

    internal string? Find(SubjectSide side, in AudienceContext context)
    {
        var own = context.WithoutRequest;
        foreach (var (id, when) in side == SubjectSide.User ? userStages : accountStages)
        {
            if (when.Holds(in own))
            {
                return id;
            }
        }

        return null;
    }

    private static (string Id, Expression<AudienceContext> When)[] Compile(
        Catalog catalog,
        SubjectSide side,
        ObjectType<AudienceContext> names,
        ExpressionOptions options,
        ImmutableArray<(int, ExpressionProblem)>.Builder found)
    {
        var stages = new List<(string, Expression<AudienceContext>)>();
        for (var slot = 0; slot < catalog.Stages.Length; slot++)
        {
            var stage = catalog.Stages[slot];
            if (stage.Of != side)
            {
                continue;
            }

            var when = ExpressionCompiler.Compile(stage.When, names, CelType.Bool, options, out var problems);
            found.AddRange(problems.Select(problem => (slot, problem)));
            if (when is not null)
            {
                stages.Add((stage.Id, when));
            }
        }

        return [.. stages];
    }
}
