using System.Collections.Frozen;
using Personalization.Replay.Jobs;
using C = Personalization.Gateway.Problems.ProblemCodes;

namespace Personalization.Gateway.Problems;

/// <summary>What a problem code means on HTTP.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Hint">What the caller can do about it.</param>
internal sealed record ProblemKind(int Status, string Hint)
{
    private static readonly ProblemKind Other = new(422, "Change what the path points at as the detail says, and send it again.");

    private static readonly FrozenDictionary<string, ProblemKind> ByCode = new Dictionary<string, ProblemKind>(StringComparer.Ordinal)
    {
        [C.MalformedJson] = new(400, "Send one JSON value in UTF-8; the detail says where reading stopped."),
        [C.MalformedGzip] = new(400, "Send one complete gzip member, or no Content-Encoding."),
        [C.InvalidUtf8] = new(400, "Send JSON in UTF-8."),
        [C.InvalidTime] = new(400, "Write times as RFC 3339, such as 2026-03-01T09:30:00Z."),
        [C.InvalidId] = new(400, "Send an id without control characters."),
        [C.Required] = new(400, "Add the field that the path names."),
        [C.SubjectRequired] = new(400, "Name the person or the account."),
        [C.WrongType] = new(400, "Send the JSON type that the detail asks for."),
        [C.TooLong] = new(400, "Shorten the text that the path names."),
        [C.TooDeep] = new(400, "Send flatter objects."),
        [C.TooManyMembers] = new(400, "Send fewer members in the object that the path names."),
        [C.OutOfRange] = new(400, "Send a number within the range that the detail gives."),
        [C.NotAllowed] = new(400, "Send one of the values that the detail lists."),
        [C.UnknownField] = new(400, "Remove the field or correct its spelling; /openapi.json lists them all."),
        [C.UnknownType] = new(400, "Use track, identify, group, alias, page or screen."),
        [C.BadRequest] = new(400, "Send a valid HTTP request."),
        [C.InvalidUntil] = new(400, "Give `until` for a snooze, in the future, and for nothing else."),
        [C.Unauthenticated] = new(401, "Send a key as `Authorization: Bearer <key>`, as `X-API-Key`, or as the user name of HTTP Basic."),
        [C.WrongScope] = new(403, "Use a key with the scope that the detail names; `personalize keys create` makes one."),
        [C.WrongRegion] = new(421, "Make the same call in the region that `region` names, at `address`, with a key of that region."),
        [C.NotFound] = new(404, "See /openapi.json for the addresses."),
        [C.UnknownSubject] = new(404, "Check the id, and the time where one was asked about: a subject is known from its first event on."),
        [C.UnknownDecision] = new(404, "Use the decisionId of a decision in mode serve that this tenant made."),
        [C.UnknownAction] = new(404, "Use the id of an action that this decision chose."),
        [C.UnknownTenant] = new(404, "`personalize tenants create` makes a tenant on the server's machine."),
        [C.UnknownFile] = new(404, "Put the file into the tenant's folder below `imports` in the server's data folder."),
        [C.UnknownQueue] = new(404, "Declare the queue at the server's broker first, or check its name."),
        [C.UnsafeName] = new(400, "Give a relative name with forward slashes."),
        [C.ForeignTenant] = new(403, "Name a tenant of the key's own organisation."),
        [C.ForeignQueue] = new(403, "Name a queue that begins with the tenant's name, its slash written as a dot."),
        [C.NoBroker] = new(422, "Whoever runs the server gives it a broker: PERSONALIZATION_AMQP=amqp://user:password@host:5672/vhost."),
        [ReplayProblems.UnknownReplay] = new(404, "GET /v1/replays lists those that are kept."),
        [ReplayProblems.WrongState] = new(409, "GET /v1/replays/{id} says where it stands."),
        [ReplayProblems.TooManyReplays] = new(429, "Cancel a replay, or wait for the time in Retry-After."),
        [C.MethodNotAllowed] = new(405, "See the Allow header."),
        [C.TimedOut] = new(408, "Send the whole body without pauses."),
        [C.Conflict] = new(409, "Read the current state and decide anew."),
        [C.NotMerged] = new(409, "GET the user's profile: `identities` lists what was merged into it."),
        [C.TooLate] = new(409, "A merge can be undone for 30 days; what is wrong after that has to be erased."),
        [C.NoLinkKey] = new(501, "Whoever runs the server gives all its processes the same key: PERSONALIZATION_LINK_KEY=$(openssl rand -base64 32)."),
        [C.CannotErase] = new(501, "This host was put together without what erases; docs/guides/subject-requests.md says more."),
        [C.CannotMove] = new(501, "Servers and silos with a --region pin and move subjects; docs/guides/residency.md says more."),
        [C.NotPinned] = new(409, "Pin the subject to the region that it moves to first; `personalize move` does all steps in their order."),
        [C.SubjectExists] = new(409, "Find out who that is; erase them here if they are to be replaced."),
        [C.MovedOn] = new(409, "Transfer the subject again, then erase it; `personalize move` does."),
        [C.DamagedTransfer] = new(422, "Fetch the transfer again from the region that gives it."),
        [C.TransferDiffers] = new(409, "Keep the subject where it came from, and report this to whoever runs the server."),
        [C.TooLarge] = new(413, "Send less; an event may have 32 KiB."),
        [C.BatchTooLarge] = new(413, "Split the batch: 500 KiB after decompression."),
        [C.TooManyEvents] = new(413, "Split the batch: 2,500 events."),
        [C.ArchiveTooLarge] = new(413, "Pack only the catalog's YAML files."),
        [C.DamagedArchive] = new(400, "Pack the folder again: `tar -czf catalog.tar.gz -C catalog .`"),
        [C.UnsafeArchive] = new(400, "Pack the folder itself, without links: `tar -czf catalog.tar.gz -C catalog .`"),
        [C.UnsupportedArchive] = new(415, "Send the catalog's folder as a tar.gz: `tar -czf catalog.tar.gz -C catalog .`"),
        [C.UnknownCatalog] = new(404, "GET /v1/catalog/versions lists what was published."),
        [C.InvalidCatalog] = new(422, "Correct what `problems` names; `personalize validate <folder>` says the same on your machine."),
        [C.UnsupportedMediaType] = new(415, "Send application/json in UTF-8."),
        [C.UnsupportedEncoding] = new(415, "Send gzip or no Content-Encoding."),
        [C.TimeOutOfRange] = new(422, "Check the clock that made the time."),
        [C.UnknownSurface] = new(422, "Use a surface of the active catalog; GET /v1/catalog lists them."),
        [C.UnknownPurpose] = new(422, "Use a purpose of the active catalog, which the detail lists."),
        [C.UnknownTopic] = new(422, "Use a topic of the active catalog, alone or with a channel; the detail lists them."),
        [C.NothingAccepted] = new(422, "Every event was refused; `rejected` says why for each, and the dead letters keep them."),
        [C.TooManyWatchers] = new(429, "Watch fewer profiles at once, or wait for the time in Retry-After."),
        [C.NotReady] = new(503, "Wait for the time in Retry-After; /readyz says what is missing."),
        [C.Overloaded] = new(503, "Wait for the time in Retry-After and send fewer calls at once."),
        [ReplayProblems.ReplayAway] = new(503, "Wait for that process to come back; GET /v1/replays/{id} says what was last known."),
        [C.Draining] = new(503, "The server is stopping; send it to another one or wait for the time in Retry-After."),
        [C.Internal] = new(500, "Try again; if it stays, report the instance to whoever runs the server."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the same input may be taken later as it is: nothing is wrong with it.</summary>
    public bool IsPassing => Status is 429 or >= 500;

    /// <summary>The kind of a code; codes that others make up are 422.</summary>
    public static ProblemKind Of(string code) => ByCode.GetValueOrDefault(code, Other);
}
