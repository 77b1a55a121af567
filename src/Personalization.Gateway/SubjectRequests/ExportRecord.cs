using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Journal.Control;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>A line of an export; <c>docs/guides/subject-requests.md</c> lists them.</summary>
internal abstract record ExportRecord;

/// <summary>Whose export it is, and of when.</summary>
internal sealed record ExportHead(SubjectKey Subject, Instant Time) : ExportRecord;

/// <summary>The live profile.</summary>
internal sealed record ExportProfile(ProfileView View) : ExportRecord;

/// <summary>What counts for one purpose.</summary>
internal sealed record ExportConsent(string Purpose, ConsentView Consent) : ExportRecord;

/// <summary>Another id of the same person.</summary>
internal sealed record ExportIdentity(SubjectKey Subject) : ExportRecord;

/// <summary>An event, or a decision that was served.</summary>
internal sealed record ExportEvent(StoredEvent Stored) : ExportRecord
{
    /// <summary>What happened, also where that was under an id that turned out to be theirs.</summary>
    public Event Happened => Stored.Event is Adopted adopted ? adopted.Original : Stored.Event;
}

/// <summary>An event that was refused.</summary>
internal sealed record ExportLetter(StoredDeadLetter Stored) : ExportRecord;

/// <summary>The last one: an export without it was cut off.</summary>
internal sealed record ExportEnd(long Events, long DeadLetters) : ExportRecord;
