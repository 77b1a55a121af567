using Personalization.Core;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;

namespace Personalization.Authoring.Tests;

/// <summary>Folds events into profiles and notes whose audience somebody was in, at any time.</summary>
internal sealed class AudienceWorld
{
    private static readonly TenantId Tenant = new("test/samples");
    private readonly FoldPlan plan;
    private readonly EventRoutes routes;
    private readonly Dictionary<string, Audience> unreached = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Profile Profile, string? Account)> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Profile> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EventContract> contracts;
    private int events;

    public AudienceWorld(Catalog catalog)
    {
        plan = FoldPlan.Compile(catalog);
        routes = EventRoutes.Compile(catalog);
        contracts = catalog.Events.ToDictionary(contract => contract.Name, StringComparer.Ordinal);
        var compiler = new AudienceCompiler(catalog);
        foreach (var action in catalog.Actions)
        {
            unreached.Add(action.Id, compiler.Compile(action.Audience, out _)!);
        }
    }

    /// <summary>The actions whose audience nobody was in.</summary>
    public IEnumerable<string> Unreached => unreached.Keys;

    /// <summary>An id for the next event.</summary>
    public string NextId => $"e{events++}";

    /// <summary>Folds an event that keeps its contract and looks at its user afterwards.</summary>
    public void Happen(string? user, Event occurred)
    {
        if (occurred is Tracked tracked)
        {
            var problems = new List<Problem>();
            contracts[tracked.Name].Properties.Check(Core.Expressions.Value.Map(tracked.Properties), "/properties", problems);
            Assert.Empty(problems);
        }

        var sides = routes.Find(occurred, user is not null);
        if (sides.HasFlag(SubjectSide.User))
        {
            var (profile, account) = users.GetValueOrDefault(user!);
            profile ??= new Profile(plan, SubjectSide.User);
            Evolve.Apply(plan, profile, profile.Version + 1, occurred);
            users[user!] = (profile, occurred.AccountId ?? account);
        }

        if (sides.HasFlag(SubjectSide.Account) && occurred.AccountId is { } touched)
        {
            if (!accounts.TryGetValue(touched, out var profile))
            {
                accounts.Add(touched, profile = new Profile(plan, SubjectSide.Account));
            }

            Evolve.Apply(plan, profile, profile.Version + 1, occurred);
        }

        if (user is not null)
        {
            Look(user, occurred.Time);
        }
    }

    /// <summary>Looks at everybody.</summary>
    public void Look(Instant now)
    {
        foreach (var user in users.Keys)
        {
            Look(user, now);
        }
    }

    private void Look(string user, Instant now)
    {
        var (profile, account) = users.GetValueOrDefault(user);
        profile ??= new Profile(plan, SubjectSide.User);
        var context = new AudienceContext(profile, account is null ? null : accounts.GetValueOrDefault(account), account, RequestContext.None, now)
        {
            Subject = new SubjectKey(Tenant, SubjectKind.User, user),
        };
        foreach (var (action, audience) in unreached.ToList())
        {
            if (audience.Matches(context))
            {
                unreached.Remove(action);
            }
        }
    }
}
