using System.Collections.Frozen;
using Personalization.Core.Subjects;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Regions;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Grpc;

/// <summary>Lets a call pass only with a key or token that has the method's scope, and whose tenant belongs to this region. A method that is not listed is refused to everybody.</summary>
internal sealed class RpcAuthentication(Credentials credentials, IRegions regions) : ICallInterceptor
{
    private static readonly FrozenDictionary<string, Access> Methods = new Dictionary<string, Access>(StringComparer.Ordinal)
    {
        [Events.Ingest.Path] = new(KeyScopes.Ingest),
        [Events.IngestStream.Path] = new(KeyScopes.Ingest),
        [Personalization.Grpc.V1.Decisions.Decide.Path] = new(KeyScopes.Decide),
        [Personalization.Grpc.V1.Decisions.DecideBatch.Path] = new(KeyScopes.Decide),
        [Personalization.Grpc.V1.Decisions.DecideStream.Path] = new(KeyScopes.Decide),
        [Personalization.Grpc.V1.Decisions.Explain.Path] = new(KeyScopes.Decide) { Act = AccessAct.DecisionExplain },
        [Personalization.Grpc.V1.Decisions.Get.Path] = new(KeyScopes.Read) { Act = AccessAct.DecisionRead },
        [Personalization.Grpc.V1.Decisions.RecordOutcome.Path] = new(KeyScopes.Decide),
        [Personalization.Grpc.V1.Profiles.Get.Path] = new(KeyScopes.Read) { Act = AccessAct.ProfileRead },
        [Personalization.Grpc.V1.Profiles.Watch.Path] = new(KeyScopes.Read) { Act = AccessAct.ProfileWatch },
        [Personalization.Grpc.V1.Profiles.SetConsents.Path] = new(KeyScopes.Privacy),
        [Personalization.Grpc.V1.Profiles.SetPreferences.Path] = new(KeyScopes.Privacy),
        [Personalization.Grpc.V1.Profiles.Unmerge.Path] = new(KeyScopes.Privacy) { Act = AccessAct.ProfileUnmerge },
        [Personalization.Grpc.V1.Profiles.Export.Path] = new(KeyScopes.Privacy) { Act = AccessAct.ProfileExport },
        [Personalization.Grpc.V1.Profiles.Erase.Path] = new(KeyScopes.Privacy) { Act = AccessAct.ProfileErase },
        [Catalog.Validate.Path] = new(KeyScopes.Admin),
        [Catalog.Publish.Path] = new(KeyScopes.Admin) { Act = AccessAct.CatalogPublish },
        [Catalog.Activate.Path] = new(KeyScopes.Admin) { Act = AccessAct.CatalogActivate },
        [Catalog.Versions.Path] = new(KeyScopes.Read),
        [Personalization.Grpc.V1.Replay.Start.Path] = new(KeyScopes.Admin) { Act = AccessAct.ReplayStart },
        [Personalization.Grpc.V1.Replay.Watch.Path] = new(KeyScopes.Admin),
        [Personalization.Grpc.V1.Replay.Cancel.Path] = new(KeyScopes.Admin) { Act = AccessAct.ReplayCancel },
        [Personalization.Grpc.V1.Replay.Resume.Path] = new(KeyScopes.Admin) { Act = AccessAct.ReplayResume },
        [Personalization.Grpc.V1.Replay.List.Path] = new(KeyScopes.Admin),
        [Personalization.Grpc.V1.Replay.Findings.Path] = new(KeyScopes.Admin) { Act = AccessAct.FindingsRead },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the access log calls a method; null for what is not noted there.</summary>
    internal static AccessAct? ActOf(string path) => Methods.GetValueOrDefault(path)?.Act;

    /// <inheritdoc/>
    public async ValueTask StartAsync(CallContext call)
    {
        // Health and reflection say nothing of any tenant; load balancers and tools ask them without a key.
        if (call.Path.StartsWith("/grpc.", StringComparison.Ordinal))
        {
            return;
        }

        if (!Methods.TryGetValue(call.Path, out var access))
        {
            throw new InvalidOperationException($"The method {call.Path} says nothing about access.");
        }

        var caller = await credentials.Find(call.RequestHeader("authorization"), call.RequestHeader("x-api-key"));
        if (AuthenticationMiddleware.Refusal(caller, access, regions) is { } refusal)
        {
            throw refusal.ToException();
        }

        call.Set(caller!);
        if (access.Act is { } act)
        {
            var (tooLong, note) = AccessNote.Begin(act, caller!, call.RequestHeader(AccessNote.ActorHeader));
            call.Set(tooLong is null ? note! : throw tooLong.ToException());
        }
    }
}

/// <summary>The caller of a call that passed <see cref="RpcAuthentication"/>.</summary>
internal static class CallerOfRpc
{
    /// <summary>Who makes the call.</summary>
    /// <exception cref="InvalidOperationException">The method is open to all.</exception>
    public static Caller Caller(this CallContext call) =>
        call.Get<Caller>() ?? throw new InvalidOperationException("The method asks for no key, so there is no caller.");

    /// <summary>Says whom a call is about that is noted in the access log, and what else.</summary>
    public static void Note(this CallContext call, SubjectKey? subject, string? about = null)
    {
        if (call.Get<AccessNote>() is { } note)
        {
            (note.Subject, note.About) = (subject, about);
        }
    }
}
