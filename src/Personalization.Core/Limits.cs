namespace Personalization.Core;

/// <summary>The bounds of everything that a profile keeps, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>Definitions of one kind in a catalog. A slot must fit 14 bits beside an index of 49; no catalog comes near.</summary>
    public const int SlotsMax = 10_000;

    /// <summary>Accounts that a user's profile remembers as memberships. Agencies and support staff have about ten; more are in the journal.</summary>
    public const int AccountsMax = 16;

    /// <summary>Values of traits that are per account, over all accounts of a user: four such traits in every remembered account.</summary>
    public const int AccountTraitsMax = 64;

    /// <summary>Errors that a profile remembers. Help is about what just went wrong; a page of a help desk shows as many.</summary>
    public const int RaisedErrorsMax = 16;

    /// <summary>Resolutions that a profile remembers, one per kind and feature. Twice the errors, so that a remembered error hardly ever reopens.</summary>
    public const int ResolvedErrorsMax = 32;

    /// <summary>Periods of a meter: the present one, one that a clock ahead by a day may have begun, and one for late events to settle in.</summary>
    public const int MeterPeriodsMax = 3;

    /// <summary>Page and screen views, whatever the catalog says: twice what journeys are judged by.</summary>
    public const int PathsMax = 32;

    /// <summary>Request ids remembered for repeats. Clients retry within seconds and a page asks for few surfaces.</summary>
    public const int RequestsMax = 8;

    /// <summary>Hashes of the newest event ids: a client that retries a batch mostly repeats its last few events for one subject.</summary>
    public const int RecentEventsMax = 16;

    /// <summary>Characters of a text trait; longer ones are cut. Traits are conditions, not documents.</summary>
    public const int TraitCharsMax = 200;

    /// <summary>Characters of an error's code and feature; longer ones are cut. Codes are identifiers.</summary>
    public const int ErrorTextCharsMax = 64;
}
