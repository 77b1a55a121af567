using Personalization.Core.Subjects;
using Personalization.Gateway.Consents;
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
internal sealed class RpcProfiles(IProfiles profiles, ProfileHistory history, PastMoments moments, IRegions regions, ConsentCall consents)
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
            return await GetPast(subject, moments.Read(time, request.Catalog, call.Caller(), "/"), request.Kind, call.CancellationToken);
        }

        var view = await profiles.Get(subject, call.CancellationToken);
        return view is null ? throw ProfileEndpoints.Unknown(subject).ToException() : new ProfilesGetResponse { Profile = RpcProfileMapper.Write(view, request.Kind) };
    }

    /// <summary>What a person agrees to.</summary>
    public async ValueTask<ProfilesSetConsentsResponse> SetConsents(ProfilesSetConsentsRequest request, CallContext call)
    {
        if (KindOf(request.Kind) is not (SubjectKind.User or SubjectKind.Anonymous) and var kind)
        {
            throw (kind is null ? KindMissing : new Core.Problem(ProblemCodes.NotAllowed, "/kind", "Only people agree to something: it must be a user or an anonymous visitor.")).ToException();
        }

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
        var taken = await consents.Take(new SubjectKey(call.Caller().Tenant, KindOf(request.Kind)!.Value, request.Id), fields, call.CancellationToken);
        return taken.IsOk
            ? new ProfilesSetConsentsResponse { Version = taken.Value.Version, Consents = { RpcProfileMapper.Consents(taken.Value) } }
            : throw taken.Problem.ToException();
    }

    private async ValueTask<ProfilesGetResponse> GetPast(SubjectKey subject, Answer<PastMoment> moment, KindMessage kind, CancellationToken cancellation)
    {
        var past = moment.IsOk ? await history.Get(subject, moment.Value, cancellation) : moment.Problem;
        return past.IsOk
            ? new ProfilesGetResponse
            {
                Profile = RpcProfileMapper.Write(past.Value.View, kind), Catalog = past.Value.Catalog.Value, At = RpcTime.Write(past.Value.At),
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
