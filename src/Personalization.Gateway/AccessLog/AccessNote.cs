using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Problems;
using Personalization.Journal.Control;

namespace Personalization.Gateway.AccessLog;

/// <summary>What will be written of a call, filled in while it is answered.</summary>
/// <param name="act">What the caller does.</param>
/// <param name="caller">Who.</param>
/// <param name="actor">Whom the caller says it acts for; null for nobody.</param>
internal sealed class AccessNote(AccessAct act, Caller caller, string? actor)
{
    /// <summary>The header and metadata that names whom the caller acts for.</summary>
    public const string ActorHeader = "x-actor";

    private int recorded;

    /// <summary>What the caller does.</summary>
    public AccessAct Act => act;

    /// <summary>Whom it is about, once that is known.</summary>
    public SubjectKey? Subject { get; set; }

    /// <summary>What else it is about, once that is known.</summary>
    public string? About { get; set; }

    /// <summary>Who the caller is where a link let in: whoever has it is the person.</summary>
    public static Caller PersonByLink(TenantId tenant) => new(tenant, KeyScopes.None, "link") { Name = "the person, by link" };

    /// <summary>Begins a note.</summary>
    /// <param name="act">What the caller does.</param>
    /// <param name="caller">Who.</param>
    /// <param name="actor">What <see cref="ActorHeader"/> says.</param>
    /// <returns>The note, or a problem where the header is too long.</returns>
    public static (Problem? Problem, AccessNote? Note) Begin(AccessAct act, Caller caller, string? actor) => actor?.Length > Limits.NameChars
        ? (new Problem(ProblemCodes.TooLong, "X-Actor", $"It may have {Limits.NameChars} characters."), null)
        : (null, new AccessNote(act, caller, string.IsNullOrWhiteSpace(actor) ? null : actor));

    /// <summary>Takes it upon the caller of this to write the note; false where somebody has.</summary>
    public bool TryRecord() => Interlocked.Exchange(ref recorded, 1) == 0;

    /// <summary>The entry of a call that ended.</summary>
    /// <param name="at">When.</param>
    /// <param name="status">How, as the protocol names it.</param>
    /// <param name="isDone">Whether what was asked for was done. Where not, the id may be that of somebody who was erased, and is left out.</param>
    public AccessEntry ToEntry(Instant at, string status, bool isDone) => new(
        at, caller.Tenant, caller.KeyId, caller.Name, actor, act.Name, Subject?.Kind, isDone && act != AccessAct.ProfileErase ? Subject?.Id : null, Cut(About), status);

    private static string? Cut(string? text) => text?.Length > Limits.NameChars ? text[..Limits.NameChars] : text;
}
