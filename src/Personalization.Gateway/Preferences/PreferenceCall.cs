using Personalization.Core;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Grains;

namespace Personalization.Gateway.Preferences;

/// <summary>Takes in what a person likes to get, under every protocol. It is durable, and every decision goes by it, when the call returns.</summary>
internal sealed class PreferenceCall(StatementIntake intake)
{
    /// <summary>Takes it in.</summary>
    /// <param name="subject">The user or visitor.</param>
    /// <param name="fields">What was said.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Their profile afterwards, or what is wrong.</returns>
    public async ValueTask<Answer<ProfileView>> Take(SubjectKey subject, PreferenceFields fields, CancellationToken cancellation)
    {
        var now = intake.Now;
        if (Check(subject, fields, now, out var quiet) is { } wrong)
        {
            return wrong;
        }

        var said = new Preferred
        {
            Id = string.IsNullOrEmpty(fields.MessageId) ? $"preferences-{Guid.CreateVersion7()}" : fields.MessageId,
            Time = fields.Timestamp ?? now,
            ReceivedAt = now,
            Topics = Map(fields.Topics, Value.Bool),
            Digest = Map(fields.Digest, Value.String),
            LessLike = Map(fields.LessLikeThis, Value.Bool),
            DataSources = Map(fields.DataSources, Value.Bool),
            SnoozedUntil = fields.SnoozedUntil,
            QuietHours = quiet,
            Source = fields.Source ?? "api",
        };
        return await intake.Take(subject, said, cancellation);
    }

    private Problem? Check(in SubjectKey subject, in PreferenceFields fields, Instant now, out PersonalQuietHours? quiet)
    {
        quiet = null;
        var catalog = intake.Catalog(subject);
        if (!catalog.IsOk)
        {
            return catalog.Problem;
        }

        if (fields.IsEmpty)
        {
            return new Problem(ProblemCodes.Required, "", "Say something of topics, digest, lessLikeThis, dataSources, snoozedUntil or quietHours.");
        }

        return StatementIntake.Check(subject, fields.MessageId, fields.Source, Preferred.SourceCharsMax, fields.Timestamp, now)
            ?? CheckTopics(catalog.Value.Catalog, fields)
            ?? CheckNames(fields.LessLikeThis, "/lessLikeThis", catalog.Value.Catalog.Actions.Select(one => one.Id), "action")
            ?? CheckNames(fields.DataSources, "/dataSources", catalog.Value.Catalog.DataSources.Select(one => one.Id), "source of data")
            ?? CheckQuietHours(fields.QuietHours, ref quiet);
    }

    private static Problem? CheckTopics(Catalog catalog, in PreferenceFields fields)
    {
        var settings = catalog.TopicSettings.ToHashSet(StringComparer.Ordinal);
        foreach (var (setting, _) in fields.Topics ?? [])
        {
            if (!settings.Contains(setting))
            {
                return Unknown(catalog, "/topics", setting, $", each alone or with one of the channels {string.Join(", ", catalog.Channels)}, as in topic/channel");
            }
        }

        foreach (var (topic, frequency) in fields.Digest ?? [])
        {
            if (!catalog.Topics.Any(one => one.Id == topic))
            {
                return Unknown(catalog, "/digest", topic, "");
            }

            if (!DigestFrequencies.TryParse(frequency, out _))
            {
                return new Problem(ProblemCodes.NotAllowed, "/digest" + JsonPointer.Member(topic), $"It must be one of {string.Join(", ", DigestFrequencies.Names)}.");
            }
        }

        return null;
    }

    private static Problem? CheckNames(Dictionary<string, bool>? said, string path, IEnumerable<string> known, string what)
    {
        if (said is not { Count: > 0 })
        {
            return null;
        }

        var names = known.ToHashSet(StringComparer.Ordinal);
        return said.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown
            ? new Problem(ProblemCodes.NotAllowed, path + JsonPointer.Member(unknown), $"The catalog has no such {what}.")
            : null;
    }

    private static Problem? CheckQuietHours(List<IntervalFields>? said, ref PersonalQuietHours? quiet)
    {
        if (said is null)
        {
            return null;
        }

        if (said.Count > Core.Limits.WeeklyIntervalsMax)
        {
            return new Problem(ProblemCodes.TooManyMembers, "/quietHours", $"{Core.Limits.WeeklyIntervalsMax} intervals are allowed.");
        }

        var intervals = new WeeklyInterval[said.Count];
        for (var at = 0; at < intervals.Length; at++)
        {
            if (said[at].Read($"/quietHours/{at}", out intervals[at]) is { } problem)
            {
                return problem;
            }
        }

        quiet = new PersonalQuietHours([.. intervals]);
        return quiet.Hours.Hours.IsAlways ? new Problem(ProblemCodes.NotAllowed, "/quietHours", "They leave no moment of the week; use snoozedUntil for a rest from everything.") : null;
    }

    private static Problem Unknown(Catalog catalog, string path, string name, string more) => new(
        ProblemCodes.UnknownTopic, path + JsonPointer.Member(name), $"The catalog has the topics {string.Join(", ", catalog.Topics.Select(one => one.Id))}{more}.");

    private static ValueMap Map<T>(Dictionary<string, T>? said, Func<T, Value> value) =>
        new([.. (said ?? []).Select(one => KeyValuePair.Create(Value.String(one.Key), value(one.Value)))]);
}
