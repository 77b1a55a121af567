using System.Collections.Immutable;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Core.Catalogs;

/// <summary>What an event of one name looks like and whose stream it enters.</summary>
/// <param name="Name">The event name.</param>
/// <param name="Touches">Whose stream it is appended to, as far as the event names them; an event without a user goes to its account alone.</param>
/// <param name="Properties">The schema of its properties.</param>
/// <param name="Description">For people; may be empty.</param>
public sealed record EventContract(string Name, SubjectSide Touches, ContractSchema Properties, string Description)
{
    /// <summary>
    /// The version of the contract, from 1. It counts up with every change that could reject events that were accepted, so that such a
    /// change is never made by accident.
    /// </summary>
    public int Version { get; init; } = 1;

    /// <summary>What becomes of properties that <see cref="Properties"/> does not name. Where they are refused or judged otherwise, the schema says so itself.</summary>
    public UnknownFieldPolicy UnknownProperties { get; init; } = UnknownFieldPolicy.Keep;

    /// <summary>How long after it was received such an event is kept; null for as long as its subject. Nothing is made of it that lasts longer.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>What it may be used for that such an event happened, and its properties unless they say so themselves.</summary>
    public FieldUse Use { get; init; } = FieldUse.Anything;

    /// <summary>What single properties may be used for, by name.</summary>
    public ImmutableSortedDictionary<string, FieldUse> PropertyUses { get; init; } = ImmutableSortedDictionary<string, FieldUse>.Empty;

    /// <summary>What a property may be used for.</summary>
    public FieldUse UseOf(string property) => PropertyUses.GetValueOrDefault(property, Use);
}
