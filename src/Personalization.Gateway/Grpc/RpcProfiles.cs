using Google.Protobuf.WellKnownTypes;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.TimeTravel;
using Personalization.Grains;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Replay.History;
using KindMessage = Personalization.Grpc.V1.SubjectKind;
using SubjectKind = Personalization.Core.Subjects.SubjectKind;

namespace Personalization.Gateway.Grpc;

/// <summary>The service <c>personalization.v1.Profiles</c>.</summary>
internal sealed class RpcProfiles(IProfiles profiles, ProfileHistory history, PastMoments moments)
{
    /// <summary>The live state of a subject, or its state as it was known at a time.</summary>
    public async ValueTask<ProfilesGetResponse> Get(ProfilesGetRequest request, CallContext call)
    {
        if (KindOf(request.Kind) is not { } kind)
        {
            throw new Core.Problem(ProblemCodes.Required, "/kind", "Say whether it is a user, an account or an anonymous visitor.").ToException();
        }

        var subject = new SubjectKey(call.Caller().Tenant, kind, request.Id);
        if (RpcTime.Read(request.At, "/at", out var at) is { } problem)
        {
            throw problem.ToException();
        }

        if (at is { } time)
        {
            return await GetPast(subject, moments.Read(time, request.Catalog, call.Caller(), "/"), request.Kind, call.CancellationToken);
        }

        var view = await profiles.Get(subject, call.CancellationToken);
        return view is null ? throw ProfileEndpoints.Unknown(subject).ToException() : new ProfilesGetResponse { Profile = Write(view, request.Kind) };
    }

    private async ValueTask<ProfilesGetResponse> GetPast(SubjectKey subject, Answer<PastMoment> moment, KindMessage kind, CancellationToken cancellation)
    {
        var past = moment.IsOk ? await history.Get(subject, moment.Value, cancellation) : moment.Problem;
        return past.IsOk
            ? new ProfilesGetResponse { Profile = Write(past.Value.View, kind), Catalog = past.Value.Catalog.Value }
            : throw past.Problem.ToException();
    }

    private static SubjectKind? KindOf(KindMessage kind) => kind switch
    {
        KindMessage.User => SubjectKind.User,
        KindMessage.Account => SubjectKind.Account,
        KindMessage.Anonymous => SubjectKind.Anonymous,
        _ => null,
    };

    private static Profile Write(ProfileView view, KindMessage kind) => new()
    {
        Kind = kind,
        Id = view.Subject.Id,
        Version = view.Version,
        Stage = view.Stage ?? "",
        FirstSeen = RpcTime.Write(view.FirstSeen),
        LastSeen = RpcTime.Write(view.LastSeen),
        Traits = RpcStruct.Write(view.Traits),
        Accounts = { view.Accounts.Select(account => account.AccountId) },
        Errors = { view.Errors.Select(Write) },
        Meters = { view.Meters.Select(one => Write(one.Key, one.Value)) },
        Checklists = { view.Checklists.Select(one => Write(one.Key, one.Value)) },
        Features = { view.Features.Select(one => Write(one.Key, one.Value)) },
        Windows = { view.Counters.Select(one => new ProfileWindow { Name = one.Key, Count = one.Value }) },
        Exposures = { view.Exposures.Select(one => Write(one.Key, one.Value)) },
        Navigation = { view.Paths.Reverse().Select(path => path.Path) },
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
    };

    private static ProfilePreferences Preferences(ProfileView view)
    {
        var preferences = new ProfilePreferences();
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

    private static ProfileError Write(ErrorView error) => new()
    {
        Code = error.Code ?? error.Error,
        Feature = error.Feature ?? "",
        Count = error.Count,
        LastAt = RpcTime.Write(error.Last),
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
    };
}
