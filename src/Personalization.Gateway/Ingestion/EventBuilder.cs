using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Ingestion;

/// <summary>Turns what a sender said into an event, or into the first thing that is wrong with it. Paths are those of Segment's JSON.</summary>
internal static class EventBuilder
{
    /// <summary>Builds the event.</summary>
    /// <param name="fields">What the sender said.</param>
    /// <param name="receivedAt">When it came.</param>
    public static Answer<IncomingEvent> Build(in EventFields fields, Instant receivedAt)
    {
        if (CheckIds(fields) is { } badId)
        {
            return badId;
        }

        var time = TimeOf(fields, receivedAt);
        if (time > receivedAt + Limits.FutureMax || time.UnixMilliseconds < 0)
        {
            var path = fields.Timestamp is null ? "/originalTimestamp" : "/timestamp";
            // Not told in words: corrected by a wild sentAt it need not be a time that can be written.
            return new Problem(ProblemCodes.TimeOutOfRange, path, "The event's time is not between 1970 and 24 hours after it was received.");
        }

        var account = fields.Call == EventCall.Group ? fields.GroupId : Named(fields.Context.GroupId) ?? Named(fields.GroupId);
        var built = Body(fields, new Head(fields.MessageId!, time, receivedAt, account, fields.Context.ToContext(), fields.Context.Consent ?? ValueMap.Empty));
        return built.IsOk
            ? new IncomingEvent(Named(fields.UserId), Named(fields.AnonymousId), built.Value) { ExternalIds = [.. fields.Context.ExternalIds ?? []] }
            : built.Problem;
    }

    /// <summary>
    /// When it happened. `timestamp` is believed; else the sender's clock is corrected by how far it was off when it sent
    /// (Segment's rule: received − (sent − original)); else it is now.
    /// </summary>
    private static Instant TimeOf(in EventFields fields, Instant receivedAt) => fields switch
    {
        { Timestamp: { } time } => time,
        { OriginalTimestamp: { } original, SentAt: { } sent } => receivedAt - (sent - original),
        { OriginalTimestamp: { } original } => original,
        _ => receivedAt,
    };

    private static Problem? CheckIds(EventFields fields)
    {
        if (Named(fields.MessageId) is null)
        {
            return new Problem(ProblemCodes.MissingMessageId, "/messageId", "Every event needs its sender's messageId: a repeat of it changes nothing.");
        }

        var badId = IdCheck.Check(fields.MessageId, "/messageId", Event.IdCharsMax)
            ?? IdCheck.Check(fields.UserId, "/userId", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(fields.AnonymousId, "/anonymousId", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(fields.GroupId, "/groupId", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(fields.PreviousId, "/previousId", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(fields.Context.GroupId, "/context/groupId", SubjectKey.IdCharsMax)
            ?? fields.Context.ExternalIds?.Select((id, at) => IdCheck.Check(id, $"/context/externalIds/{at}/id", SubjectKey.IdCharsMax)).FirstOrDefault(problem => problem is not null);
        if (badId is not null)
        {
            return badId;
        }

        if (fields.Call == EventCall.Alias && Named(fields.UserId) is null)
        {
            return new Problem(ProblemCodes.SubjectRequired, "/userId", "An alias names the user in userId, and in previousId the id that turned out to be theirs.");
        }

        var hasPerson = Named(fields.UserId) is not null || Named(fields.AnonymousId) is not null;
        var hasAccount = Named(fields.GroupId) is not null || Named(fields.Context.GroupId) is not null;
        var needsPerson = fields.Call is EventCall.Identify or EventCall.Alias or EventCall.Page or EventCall.Screen;
        return hasPerson || (hasAccount && !needsPerson) ? null : new Problem(
            ProblemCodes.SubjectRequired,
            "/userId",
            needsPerson ? "Name the person in userId or anonymousId." : "Name the person in userId or anonymousId, or the account in groupId.");
    }

    private static Answer<Event> Body(in EventFields fields, in Head head) => fields.Call switch
    {
        EventCall.Track when Named(fields.Event) is null => Missing("/event", "A track needs the name of its event."),
        EventCall.Track when TooLong(fields.Event, "/event", Limits.NameChars) is { } tooLong => tooLong,
        EventCall.Track => new Tracked
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            Name = fields.Event!, Properties = fields.Properties ?? ValueMap.Empty,
        },
        EventCall.Identify => new Identified
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            Traits = fields.Traits ?? ValueMap.Empty,
        },
        EventCall.Group when Named(fields.GroupId) is null => Missing("/groupId", "A group needs the groupId of its account."),
        EventCall.Group => new Grouped
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            Traits = fields.Traits ?? ValueMap.Empty,
        },
        EventCall.Alias when Named(fields.PreviousId) is null => Missing("/previousId", "An alias needs the previousId of the person."),
        EventCall.Alias => new Aliased
        {
            Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
            PreviousId = fields.PreviousId!,
        },
        EventCall.Page or EventCall.Screen => View(fields, head),
        _ => new Problem(ProblemCodes.UnknownType, "/type", "The type must be track, identify, group, alias, page or screen."),
    };

    private static Answer<Event> View(in EventFields fields, in Head head)
    {
        var isScreen = fields.Call == EventCall.Screen;
        var path = isScreen ? Named(fields.Name) : Property(fields, "path") ?? Named(fields.Context.PagePath) ?? Named(fields.Name);
        return path is null
            ? Missing(isScreen ? "/name" : "/properties/path", isScreen ? "A screen needs its name." : "A page needs properties.path or a name.")
            : new Viewed
            {
                Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
                Path = JsonField.Cut(path, Viewed.PathCharsMax), IsScreen = isScreen, Properties = fields.Properties ?? ValueMap.Empty,
            };
    }

    private static string? Property(in EventFields fields, string name) =>
        fields.Properties is { } properties && properties.TryGet(name, out var value) && value.Kind == ValueKind.String ? Named(value.AsString) : null;

    private static string? Named(string? id) => string.IsNullOrEmpty(id) ? null : id;

    private static Problem? TooLong(string? text, string path, int charsMax) =>
        text?.Length > charsMax ? new Problem(ProblemCodes.TooLong, path, $"It has {text.Length} characters; {charsMax} are allowed.") : null;

    private static Problem Missing(string path, string message) => new(ProblemCodes.Required, path, message);

    private readonly record struct Head(string Id, Instant Time, Instant ReceivedAt, string? AccountId, EventContext Context, ValueMap Consents);
}
