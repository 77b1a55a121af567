using Personalization.Core.Audiences;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Decisions;

/// <summary>Everything that a decision reads. The same inputs give the same decision, on every machine.</summary>
/// <param name="subject">The user or visitor.</param>
/// <param name="user">Their profile; an empty one for an unknown subject.</param>
/// <param name="account">The profile of the account, or null for none.</param>
/// <param name="accountId">The account to decide in, or null.</param>
/// <param name="context">What the request says about the moment.</param>
/// <param name="max">How many actions were asked for at most; null for as many as the surface has places.</param>
/// <param name="now">The effective now; see <see cref="EffectiveNow"/>.</param>
/// <param name="refused">What shared caps and budgets refused when they were asked.</param>
public readonly struct DecisionInputs(
    SubjectKey subject, Profile user, Profile? account, string? accountId, RequestContext context, int? max, Instant now, Refusal[] refused)
{
    /// <summary>The user or visitor.</summary>
    public SubjectKey Subject { get; } = subject;

    /// <summary>What conditions may read.</summary>
    public AudienceContext Audience { get; } = new(user, account, accountId, context, now) { Subject = subject };

    /// <summary>How many actions were asked for at most; null for as many as the surface has places.</summary>
    public int? Max { get; } = max;

    /// <summary>What shared caps and budgets refused when they were asked.</summary>
    public Refusal[] Refused { get; init; } = refused;

    /// <summary>When the question came, by the server's clock: the effective now may be ahead of it, where a profile is.</summary>
    public Instant ReceivedAt { get; init; } = now;

    /// <summary>The now to decide at: the clock's, but never before the last event of the profile, so that windows never run backwards.</summary>
    public static Instant EffectiveNow(Instant clock, Profile user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return clock < user.LastEvent ? user.LastEvent : clock;
    }
}
