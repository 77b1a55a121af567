using Personalization.Core.Subjects;
using Personalization.Gateway.Consents;
using Personalization.Gateway.Identities;
using Personalization.Gateway.Preferences;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Regions;
using Personalization.Gateway.TimeTravel;
using Personalization.Grains;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Replay.History;
using KindMessage = Personalization.Grpc.V1.SubjectKind;
using SubjectKind = Personalization.Core.Subjects.SubjectKind;

namespace Personalization.Gateway.Grpc;

/// <summary>The service <c>personalization.v1.Profiles</c>.</summary>
internal sealed class RpcProfiles(IProfiles profiles, ProfileHistory history, PastMoments moments, IRegions regions, ConsentCall consents, PreferenceCall preferences, UnmergeCall merges)
{
    /// <summary>A message names no kind of subject.</summary>
    internal static Core.Problem KindMissing { get; } = new(ProblemCodes.Required, "/kind", "Say whether it is a user, an account or an anonymous visitor.");

    /// <summary>The live state of a subject, or its state as it was known at a time.</summary>
    public async ValueTask<ProfilesGetResponse> Get(ProfilesGetRequest request, CallContext call)
    {
        if (KindOf(request.Kind) is not { } kind)
        {
            throw KindMissing.ToException();
        }

        var subject = new SubjectKey(call.Caller().Tenant, kind, request.Id);
        call.Note(subject);
        if (regions.Find(subject) is { } elsewhere)
        {
            throw new WrongRegion(elsewhere).ToException();
        }

        if (RpcTime.Read(request.At, "/at", out var at) is { } problem)
        {
            throw problem.ToException();
        }

        if (at is { } time)
        {
            return await GetPast(subject, moments.Read(time, request.Catalog, call.Caller(), "/"), call.CancellationToken);
        }

        var view = await profiles.Get(subject, call.CancellationToken);
        return view is null ? throw ProfileEndpoints.Unknown(subject).ToException() : new ProfilesGetResponse { Profile = RpcProfileMapper.Write(view) };
    }

    /// <summary>What a person agrees to.</summary>
    public async ValueTask<ProfilesSetConsentsResponse> SetConsents(ProfilesSetConsentsRequest request, CallContext call)
    {
        var subject = Person(request.Kind, request.Id, call);
        if (RpcTime.Read(request.Timestamp, "/timestamp", out var time) is { } badTime)
        {
            throw badTime.ToException();
        }

        var fields = new ConsentFields
        {
            MessageId = request.MessageId,
            Consents = [.. request.Consents],
            Source = request.Source.Length == 0 ? null : request.Source,
            Proof = request.Proof.Length == 0 ? null : request.Proof,
            Timestamp = time,
        };
        var taken = await consents.Take(subject, fields, call.CancellationToken);
        return taken.IsOk
            ? new ProfilesSetConsentsResponse { Version = taken.Value.Version, Consents = { RpcProfileMapper.Consents(taken.Value) } }
            : throw taken.Problem.ToException();
    }

    /// <summary>What a person likes to get, and when.</summary>
    public async ValueTask<ProfilesSetPreferencesResponse> SetPreferences(ProfilesSetPreferencesRequest request, CallContext call)
    {
        var subject = Person(request.Kind, request.Id, call);
        var badTime = RpcTime.Read(request.Timestamp, "/timestamp", out var time);
        var badUntil = RpcTime.Read(request.SnoozedUntil, "/snoozedUntil", out var until);
        if ((badTime ?? badUntil) is { } bad)
        {
            throw bad.ToException();
        }

        var fields = new PreferenceFields
        {
            MessageId = request.MessageId,
            Topics = new(request.Topics, StringComparer.Ordinal),
            Digest = new(request.Digest, StringComparer.Ordinal),
            LessLikeThis = new(request.LessLikeThis, StringComparer.Ordinal),
            DataSources = new(request.DataSources, StringComparer.Ordinal),
            SnoozedUntil = until,
            QuietHours = request.QuietHours is null ? null : [.. request.QuietHours.Intervals.Select(Interval)],
            Source = request.Source.Length == 0 ? null : request.Source,
            Timestamp = time,
        };
        var taken = await preferences.Take(subject, fields, call.CancellationToken);
        return taken.IsOk
            ? new ProfilesSetPreferencesResponse { Version = taken.Value.Version, Preferences = RpcProfileMapper.Preferences(taken.Value) }
            : throw taken.Problem.ToException();
    }

    /// <summary>An id that was merged into a user stands for itself again.</summary>
    public async ValueTask<ProfilesUnmergeResponse> Unmerge(ProfilesUnmergeRequest request, CallContext call)
    {
        var undone = await merges.Take(new SubjectKey(call.Caller().Tenant, SubjectKind.User, request.UserId), KindOf(request.Kind), request.Id, call.CancellationToken);
        return undone.IsOk ? new ProfilesUnmergeResponse { Profile = RpcProfileMapper.Write(undone.Value) } : throw undone.Problem.ToException();
    }

    private static IntervalFields Interval(ProfileInterval said) =>
        new() { Days = said.Days.Count == 0 ? null : [.. said.Days], From = said.From, To = said.To };

    private static SubjectKey Person(KindMessage message, string id, CallContext call) => KindOf(message) switch
    {
        (SubjectKind.User or SubjectKind.Anonymous) and var kind => new SubjectKey(call.Caller().Tenant, kind, id),
        null => throw KindMissing.ToException(),
        _ => throw new Core.Problem(ProblemCodes.NotAllowed, "/kind", "Only people say such things: it must be a user or an anonymous visitor.").ToException(),
    };

    private async ValueTask<ProfilesGetResponse> GetPast(SubjectKey subject, Answer<PastMoment> moment, CancellationToken cancellation)
    {
        var past = moment.IsOk ? await history.Get(subject, moment.Value, cancellation) : moment.Problem;
        return past.IsOk
            ? new ProfilesGetResponse
            {
                Profile = RpcProfileMapper.Write(past.Value.View), Catalog = past.Value.Catalog.Value, At = RpcTime.Write(past.Value.At),
            }
            : throw past.Problem.ToException();
    }

    /// <summary>The kind of subject that a message names; null for none.</summary>
    internal static SubjectKind? KindOf(KindMessage kind) => kind switch
    {
        KindMessage.User => SubjectKind.User,
        KindMessage.Account => SubjectKind.Account,
        KindMessage.Anonymous => SubjectKind.Anonymous,
        _ => null,
    };
}
