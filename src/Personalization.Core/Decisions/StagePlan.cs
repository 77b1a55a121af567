using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>The lifecycle stages of a catalog, compiled. A stage is derived whenever it is asked for, never stored.</summary>
internal sealed class StagePlan(Catalog catalog, AudienceCompiler compiler)
{
    private readonly (StageDefinition Definition, Audience When)[] stages =
        [.. catalog.Stages.Select(stage => (stage, CandidateCompiler.Compile(compiler, stage.When, stage.Id)))];

    /// <summary>The first stage of the profile's side whose condition holds, or null.</summary>
    public string? Find(Profile profile, Instant now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var context = profile.Side == SubjectSide.User
            ? new AudienceContext(profile, null, profile.LatestAccountId, RequestContext.None, now)
            : new AudienceContext(new Profile(profile.Plan, SubjectSide.User), profile, null, RequestContext.None, now);
        foreach (var (definition, when) in stages)
        {
            if (definition.Of == profile.Side && when.Matches(context))
            {
                return definition.Id;
            }
        }

        return null;
    }
}
