using Google.Protobuf.WellKnownTypes;
using Personalization.Core.Calendars;
using Personalization.Core.Events;
using Personalization.Gateway.Preferences;
using Personalization.Grains;
using Personalization.Grpc.V1;
using KindMessage = Personalization.Grpc.V1.SubjectKind;

namespace Personalization.Gateway.Grpc;

/// <summary>Writes profiles as messages: the members that they have on HTTP too.</summary>
internal static class RpcProfileMapper
{
    /// <summary>Writes a profile.</summary>
    public static Profile Write(ProfileView view) => new()
    {
        Kind = KindOf(view.Subject.Kind),
        Id = view.Subject.Id,
        Version = view.Version,
        Stage = view.Stage ?? "",
        FirstSeen = RpcTime.Write(view.FirstSeen),
        LastSeen = RpcTime.Write(view.LastSeen),
        Traits = RpcStruct.Write(view.Traits),
        Accounts = { view.Accounts.Select(account => account.AccountId) },
        Memberships = { view.Accounts.Select(account => new ProfileMembership { AccountId = account.AccountId, Traits = RpcStruct.Write(account.Traits) }) },
        Errors = { view.Errors.Select(Write) },
        Meters = { view.Meters.Select(one => Write(one.Key, one.Value)) },
        Checklists = { view.Checklists.Select(one => Write(one.Key, one.Value)) },
        Features = { view.Features.Select(one => Write(one.Key, one.Value)) },
        Windows = { view.Counters.Select(one => new ProfileWindow { Name = one.Key, Count = one.Value }) },
        Exposures = { view.Exposures.Select(one => Write(one.Key, one.Value)) },
        Navigation = { view.Paths.Reverse().Select(path => path.Path) },
        Visits = { view.Paths.Select(path => new ProfileVisit { Path = path.Path, Time = RpcTime.Write(path.Time) }) },
        Environment = new ProfileEnvironment
        {
            Locale = view.Context.Locale ?? "",
            Timezone = view.Context.TimeZone ?? "",
            Region = view.Context.Region ?? "",
            DeviceType = view.Context.Device ?? "",
            Os = view.Context.Os ?? "",
            AppVersion = view.Context.AppVersion ?? "",
        },
        Preferences = Preferences(view),
        Consents = { Consents(view) },
        Identities = { view.Identities.Select(one => new ProfileIdentity { Kind = KindOf(one.Kind), Id = one.Id, At = RpcTime.Write(one.At), Undone = one.IsUndone }) },
    };

    private static KindMessage KindOf(Core.Subjects.SubjectKind kind) => kind switch
    {
        Core.Subjects.SubjectKind.User => KindMessage.User,
        Core.Subjects.SubjectKind.Account => KindMessage.Account,
        _ => KindMessage.Anonymous,
    };

    /// <summary>What a person agrees to, by purpose.</summary>
    public static Dictionary<string, bool> Consents(ProfileView view) => view.Consents.ToDictionary(one => one.Key, one => one.Value.IsGranted, StringComparer.Ordinal);

    /// <summary>What a person likes to get, and when.</summary>
    public static ProfilePreferences Preferences(ProfileView view)
    {
        var preferences = new ProfilePreferences
        {
            SnoozedUntil = RpcTime.Write(view.Preferences.SnoozedUntil),
            QuietHours = new ProfileQuietHours { Intervals = { view.Preferences.QuietHours.Select(Write) } },
            Topics = { view.Preferences.Topics.ToDictionary(one => one.Key, one => Write(one.Value), StringComparer.Ordinal) },
            LessLikeThis = { view.Preferences.LessLike.ToDictionary(one => one.Key, one => RpcTime.Write(one.Value), StringComparer.Ordinal) },
            DataSources =
            {
                view.Preferences.DataSources.ToDictionary(one => one.Key, one => new ProfileSource { On = one.Value.IsOn, Said = RpcTime.Write(one.Value.Said) }, StringComparer.Ordinal),
            },
        };
        foreach (var (action, exposure) in view.Exposures)
        {
            if (exposure.IsOptedOut)
            {
                preferences.OptedOut.Add(action);
            }

            if (exposure.SnoozedUntil is { } until)
            {
                preferences.Snoozed[action] = RpcTime.Write(until);
            }
        }

        return preferences;
    }

    private static ProfileInterval Write(WeeklyInterval interval) => new()
    {
        Days = { IntervalFields.Names(interval.Days) }, From = IntervalFields.Text(interval.From), To = IntervalFields.Text(interval.To),
    };

    private static ProfileTopic Write(TopicView topic) => new()
    {
        On = topic.IsOn,
        Said = RpcTime.Write(topic.Said),
        Digest = topic.Digest is { } digest ? DigestFrequencies.Name(digest) : "",
        Channels = { topic.Channels.ToDictionary(StringComparer.Ordinal) },
    };

    private static ProfileError Write(ErrorView error) => new()
    {
        Error = error.Error,
        Code = error.Code ?? "",
        Feature = error.Feature ?? "",
        Count = error.Count,
        FirstAt = RpcTime.Write(error.First),
        LastAt = RpcTime.Write(error.Last),
        Open = error.IsOpen,
        ResolvedAt = RpcTime.Write(error.Resolved),
    };

    private static ProfileMeter Write(string name, MeterView meter)
    {
        var message = new ProfileMeter { Name = name, Used = meter.Used, PeriodStart = RpcTime.Write(meter.PeriodStart) };
        if (meter.Limit is { } limit)
        {
            message.Limit = limit;
        }

        if (meter.Ratio is { } ratio)
        {
            message.Ratio = ratio;
        }

        return message;
    }

    private static ProfileChecklist Write(string id, ChecklistView checklist) => new()
    {
        Id = id,
        Done = checklist.Done,
        Total = checklist.Total,
        Steps = { checklist.Steps.Select(step => new ProfileChecklistStep { Id = step.Key, DoneAt = RpcTime.Write(step.Value) }) },
    };

    private static ProfileFeature Write(string name, FeatureView feature) => new()
    {
        Name = name,
        Count = feature.Count,
        FirstAt = RpcTime.Write(feature.First),
        LastAt = RpcTime.Write(feature.Last),
        TimeSpent = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(feature.SpentMilliseconds)),
    };

    private static ProfileExposure Write(string action, ExposureView exposure) => new()
    {
        ActionId = action,
        Served = exposure.Served,
        Shown = exposure.Outcomes.GetValueOrDefault("shown"),
        LastServedAt = RpcTime.Write(exposure.LastServed),
        Outcomes = { exposure.Outcomes.ToDictionary(StringComparer.Ordinal) },
    };
}
