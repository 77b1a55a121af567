using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Audiences;

/// <summary>One of the two sides of a context, as a struct so that readers are compiled for it.</summary>
internal interface ISide
{
    /// <summary>Which side.</summary>
    SubjectSide Side { get; }

    /// <summary>The side's profile.</summary>
    Profile ProfileOf(in AudienceContext context);

    /// <summary>The side's id, or empty for none.</summary>
    string IdOf(in AudienceContext context);

    /// <summary>Whether it is somebody that the product knows.</summary>
    bool IsKnown(in AudienceContext context);

    /// <summary>The account that per-account traits are read for, or null.</summary>
    string? AccountOf(in AudienceContext context);
}

/// <summary>The person.</summary>
internal readonly struct UserSide : ISide
{
    public SubjectSide Side => SubjectSide.User;

    public Profile ProfileOf(in AudienceContext context) => context.User;

    public string IdOf(in AudienceContext context) => context.Subject.Id ?? "";

    public bool IsKnown(in AudienceContext context) => context.Subject.Kind == SubjectKind.User;

    public string? AccountOf(in AudienceContext context) => context.AccountId;
}

/// <summary>The account.</summary>
/// <param name="nobody">The empty profile that is read where there is no account.</param>
internal readonly struct AccountSide(Profile nobody) : ISide
{
    public SubjectSide Side => SubjectSide.Account;

    public Profile ProfileOf(in AudienceContext context) => context.Account ?? nobody;

    public string IdOf(in AudienceContext context) => context.AccountId ?? "";

    public bool IsKnown(in AudienceContext context) => context.AccountId is not null;

    public string? AccountOf(in AudienceContext context) => null;
}
