using System.Globalization;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>Whether the parts of a request for a replay go together.</summary>
internal static class ReplayAskCheck
{
    private const char Slash = '/';

    /// <summary>Checks a request.</summary>
    /// <returns>Null, or the first thing that is wrong.</returns>
    public static Problem? Check(ReplayAsk ask, TenantId tenant) =>
        (ask.From is { } from && ask.To is { } to && from >= to ? new Problem(ProblemCodes.OutOfRange, "/to", "`to` must be later than `from`.") : null)
        ?? CheckSubjects(ask, tenant)
        ?? Belongs(ask.Into is not null, ask.Kind == ReplayKind.Rebuild, "/into", "A rebuild needs the tenant to copy into; nothing else has one.")
        ?? CheckSource(ask)
        ?? (ask.Kind == ReplayKind.WhatIf && !ask.HasCatalog ? new Problem(ProblemCodes.Required, "/catalog", "A what-if needs the other catalog.") : null)
        ?? (ask.Kind is ReplayKind.Verify or ReplayKind.Backfill && ask.HasCatalog ? Unexpected("/catalog", "Only a what-if and a rebuild have another catalog.") : null)
        ?? (ask.Kind == ReplayKind.Backfill && (ask.From ?? ask.To) is not null ? Unexpected("/from", "A backfill loads its whole file or queue.") : null)
        ?? (ask.Kind != ReplayKind.Backfill && ask.EventsPerSecond is not null ? Unexpected("/eventsPerSecond", "Only a backfill has a rate; other jobs give way to serving by themselves.") : null)
        ?? (ask.EventsPerSecond is < Replay.Limits.EventsPerSecondMin or double.NaN or double.PositiveInfinity
            ? new Problem(ProblemCodes.OutOfRange, "/eventsPerSecond", string.Create(CultureInfo.InvariantCulture, $"It must be a number, at least {Replay.Limits.EventsPerSecondMin}.")) : null)
        ?? (ask.Into is { } into ? CheckInto(into, tenant) : null);

    /// <summary>A backfill has either a file or a queue.</summary>
    private static Problem? CheckSource(ReplayAsk ask) =>
        Belongs(ask.ImportFile is not null, ask.Kind == ReplayKind.Backfill && ask.Queue is null, "/importFile", "A backfill needs either its file or its queue; nothing else has one.")
        ?? (ask.Kind != ReplayKind.Backfill && ask.Queue is not null ? Unexpected("/queue", "Only a backfill has a queue.") : null)
        ?? (ask.UntilEmpty && ask.Queue is null ? Unexpected("/untilEmpty", "Only a queue can be read until it is empty; a file has an end.") : null);

    /// <summary>A rebuild stays in its organisation: the part of the tenant's name before the slash.</summary>
    private static Problem? CheckInto(string into, TenantId tenant)
    {
        var organisation = tenant.Value[..(tenant.Value.IndexOf(Slash, StringComparison.Ordinal) + 1)];
        return into == tenant.Value ? new Problem(ProblemCodes.NotAllowed, "/into", "A tenant is not rebuilt into itself: name another one.")
            : !into.StartsWith(organisation, StringComparison.Ordinal) ? new Problem(ProblemCodes.ForeignTenant, "/into", $"A rebuild stays in its organisation: name a tenant that begins with '{organisation}'.")
            : null;
    }

    private static Problem? CheckSubjects(ReplayAsk ask, TenantId tenant)
    {
        if (ask.Subjects.Count > Replay.Limits.JobSubjectsMax || (ask.Kind == ReplayKind.Backfill && ask.Subjects.Count > 0))
        {
            return new Problem(ProblemCodes.OutOfRange, "/subjects", ask.Kind == ReplayKind.Backfill ? "A backfill loads its whole file or queue." : $"Name at most {Replay.Limits.JobSubjectsMax}; none means all.");
        }

        return ask.Subjects.FirstOrDefault(text => !SubjectName.TryParse(text, tenant, out _)) is { } wrong
            ? new Problem(ProblemCodes.NotAllowed, "/subjects", $"'{Json.JsonField.Cut(wrong, Limits.NameChars)}' is no subject: write user:u1, account:a1 or anonymous:v1.")
            : null;
    }

    private static Problem? Belongs(bool isThere, bool isNeeded, string path, string message) =>
        isThere == isNeeded ? null : isNeeded ? new Problem(ProblemCodes.Required, path, message) : Unexpected(path, message);

    private static Problem Unexpected(string path, string message) => new(ProblemCodes.NotAllowed, path, message);
}
