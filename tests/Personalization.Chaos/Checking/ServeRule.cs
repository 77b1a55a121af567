using Personalization.Chaos.Load;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Chaos.Checking;

/// <summary>Every acknowledged decision is in its user's stream as it was told, and none was made twice for one request.</summary>
/// <param name="acknowledged">The acknowledged decisions that served something, by id.</param>
internal sealed class ServeRule(IReadOnlyDictionary<string, AcknowledgedServe> acknowledged) : IRecordRule
{
    private static readonly TimeSpan RequestsKept = TimeSpan.FromHours(24);
    private readonly Dictionary<string, (SubjectKey User, string Surface, string? Action)> decisions = [];
    private readonly Dictionary<(SubjectKey User, string Surface, string Request), (Instant Time, int Number)> requests = [];
    private readonly Dictionary<SubjectKey, int> requestCounts = [];
    private readonly List<string> wrong = [];

    /// <inheritdoc/>
    public string Name => "serves";

    /// <summary>How many decisions were recorded.</summary>
    public int Count => decisions.Count;

    /// <inheritdoc/>
    public void See(in StoredEvent stored)
    {
        if (stored.Event is not Served served)
        {
            return;
        }

        decisions[served.Id] = (stored.Subject, served.Surface, served.Actions.FirstOrDefault()?.Id);
        if (served.RequestId is not { } request)
        {
            return;
        }

        // Profiles remember the newest requests only, so one that comes back late is a new one: as the product says.
        var number = requestCounts[stored.Subject] = requestCounts.GetValueOrDefault(stored.Subject) + 1;
        if (requests.TryGetValue((stored.Subject, served.Surface, request), out var before)
            && served.Time - before.Time <= RequestsKept && number - before.Number < Core.Limits.RequestsMax)
        {
            wrong.Add($"{stored.Subject} was served twice for {request} on {served.Surface}, again as version {stored.Version}.");
        }

        requests[(stored.Subject, served.Surface, request)] = (served.Time, number);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Violations() => wrong.Concat(
        from one in acknowledged
        let expected = (User: Population.User(one.Value.User), one.Value.Surface, Action: (string?)one.Value.Action)
        let isThere = decisions.TryGetValue(one.Key, out var found) && found == expected
        where !isThere
        select $"{expected.User} lost the acknowledged decision {one.Key} of {one.Value.Action} on {one.Value.Surface}.");
}
