using Personalization.Core.Calendars;

namespace Personalization.Core.Decisions;

/// <summary>Digests: what is of a topic comes on a channel once a day or once a week of the person, all at one time, where they want it so.</summary>
internal static class DigestGate
{
    /// <summary>Whether it may come then.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="moment">What the decision reads.</param>
    /// <param name="at">When it would come.</param>
    /// <param name="chosen">The indexes of those that were chosen already.</param>
    public static bool Passes(Candidate candidate, in Moment moment, Instant at, ReadOnlySpan<int> chosen) =>
        !moment.HasDigests || candidate.Digest is null || FindLast(candidate, moment, at, chosen) is null;

    /// <summary>What of the digest came or comes already, and when the next one is due.</summary>
    public static Reason Explain(Candidate candidate, in Moment moment, Instant at, ReadOnlySpan<int> chosen)
    {
        var last = FindLast(candidate, moment, at, chosen)!.Value;
        candidate.Digest!.TryFind(moment.Inputs.Audience.User, out var group, out var isWeekly, out var said);
        var next = CalendarWindow.At(moment.UserZone, Unit(isWeekly), last).End;
        return new Reason(
            ReasonCodes.DigestNotDue,
            $"topic {group!.TopicId} comes {(isWeekly ? "weekly" : "daily")} on {moment.Surface.Definition.Channel}, said at {said}, last at {last}, next at {next}");
    }

    /// <summary>When something of the same digest comes or came that leaves no room for it: in the same day or week or later, and not together with it.</summary>
    private static Instant? FindLast(Candidate candidate, in Moment moment, Instant at, ReadOnlySpan<int> chosen)
    {
        var user = moment.Inputs.Audience.User;
        if (!candidate.Digest!.TryFind(user, out var group, out var isWeekly, out _))
        {
            return null;
        }

        var start = CalendarWindow.At(moment.UserZone, Unit(isWeekly), at).Start;
        var last = group.Last(user) is { } served && served >= start ? served : (Instant?)null;
        foreach (var index in chosen)
        {
            var other = moment.Surface.Candidates[index];
            if (other.Digest is { } rule && rule.TryFind(user, out var others, out _, out _) && others.Whole == group.Whole
                && (other.DeliveryAt(moment) ?? moment.Now) is var time && time != at && time >= start && !(last >= time))
            {
                last = time;
            }
        }

        return last;
    }

    private static CalendarUnit Unit(bool isWeekly) => isWeekly ? CalendarUnit.Week : CalendarUnit.Day;
}
