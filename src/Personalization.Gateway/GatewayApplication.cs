using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Core.Subjects;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Consents;
using Personalization.Gateway.Audit;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Catalogs;
using Personalization.Gateway.DeadLetters;
using Personalization.Gateway.Decisions;
using Personalization.Gateway.Grpc;
using Personalization.Gateway.Health;
using Personalization.Gateway.Http;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Keys;
using Personalization.Gateway.OpenApi;
using Personalization.Gateway.Outcomes;
using Personalization.Gateway.Pages;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Identities;
using Personalization.Gateway.Preferences;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Replays;
using Personalization.Gateway.Residency;
using Personalization.Gateway.Rollups;
using Personalization.Gateway.Segment;
using Personalization.Gateway.SubjectRequests;
using Personalization.Gateway.Subjects;
using Personalization.Gateway.Telemetry;
using Personalization.Gateway.Tenants;
using Personalization.Gateway.TimeTravel;
using Personalization.Gateway.Watching;
using Personalization.Grpc;
using Personalization.Journal.Control;

namespace Personalization.Gateway;

/// <summary>Puts the gateway into a web application: gRPC, then every HTTP address behind problems, admission and authentication.</summary>
public static class GatewayApplication
{
    /// <summary>Adds middleware and endpoints. Call it once, on an application whose services have <see cref="GatewayServices.AddGateway"/>.</summary>
    public static WebApplication UseGateway(this WebApplication app)
    {
        app.UseMiddleware<RpcOutOfHttpMetrics>();
        var rpc = app.Services.GetRequiredService<RpcServices>();
        app.UseGrpc(rpc.Configure, rpc.Options);
        app.UseMiddleware<SpanMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AdmissionMiddleware>();
        app.UseMiddleware<AuthenticationMiddleware>();
        app.UseMiddleware<AccessLogMiddleware>();
        MapOpen(app);
        MapEvents(app, app.Services.GetRequiredService<SegmentEndpoints>());
        MapDecisions(app);
        MapProfiles(app, app.Services.GetRequiredService<ProfileEndpoints>());
        PageRoutes.Map(app);
        MapResidency(app);
        MapAdministration(app);
        MapReplays(app, app.Services.GetRequiredService<ReplayEndpoints>());
        return app;
    }

    private static void MapOpen(WebApplication app)
    {
        var health = app.Services.GetRequiredService<HealthEndpoints>();
        var metrics = app.Services.GetRequiredService<MetricsEndpoint>();
        // Load balancers like to ask with HEAD.
        string[] reads = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/", reads, Welcome.Get).WithMetadata(Access.Open);
        app.MapMethods("/healthz", reads, HealthEndpoints.Live).WithMetadata(Access.Open);
        app.MapMethods("/readyz", reads, health.Ready).WithMetadata(Access.Open);
        app.MapMethods("/metrics", reads, metrics.Get).WithMetadata(Access.Open);
        app.MapMethods("/openapi.json", reads, OpenApiDocument.Get).WithMetadata(Access.Open);
    }

    private static void MapEvents(WebApplication app, SegmentEndpoints segment)
    {
        var ingest = new Access(KeyScopes.Ingest);
        foreach (var call in Enum.GetValues<EventCall>().Where(call => call != EventCall.Unknown))
        {
            app.MapPost($"/v1/{call.ToString().ToLowerInvariant()}", http => segment.TakeSingle(http, call)).WithMetadata(ingest);
        }

        app.MapPost("/v1/batch", segment.TakeBatch).WithMetadata(ingest);
    }

    private static void MapDecisions(WebApplication app)
    {
        var access = new Access(KeyScopes.Decide);
        var decide = app.Services.GetRequiredService<DecideEndpoints>();
        var outcomes = app.Services.GetRequiredService<OutcomeEndpoints>();
        app.MapPost("/v1/decide", decide.Decide).WithMetadata(access);
        app.MapPost("/v1/explain", decide.Explain).WithMetadata(access with { Act = AccessAct.DecisionExplain });
        app.MapPost("/v1/outcomes", outcomes.Record).WithMetadata(access);
        app.MapGet("/v1/decisions/{id}", app.Services.GetRequiredService<DecisionEndpoints>().Get).WithMetadata(new Access(KeyScopes.Read) { Act = AccessAct.DecisionRead });
    }

    private static void MapProfiles(WebApplication app, ProfileEndpoints profiles)
    {
        var access = new Access(KeyScopes.Read);
        var watch = app.Services.GetRequiredService<WatchEndpoints>();
        app.MapGet("/v1/accounts/{id}/rollup", app.Services.GetRequiredService<RollupEndpoints>().Get).WithMetadata(access);
        var preferences = app.Services.GetRequiredService<PreferenceEndpoints>();
        var consents = app.Services.GetRequiredService<ConsentEndpoints>();
        var erase = app.Services.GetRequiredService<EraseEndpoints>();
        var export = app.Services.GetRequiredService<ExportEndpoints>();
        app.MapPost("/v1/profiles/users/{id}/unmerge", app.Services.GetRequiredService<UnmergeEndpoints>().Post).WithMetadata(new Access(KeyScopes.Privacy) { Act = AccessAct.ProfileUnmerge });
        foreach (var (segment, kind) in new[] { ("users", SubjectKind.User), ("anonymous", SubjectKind.Anonymous) })
        {
            app.MapPut($"/v1/profiles/{segment}/{{id}}/consents", http => consents.Put(http, kind)).WithMetadata(new Access(KeyScopes.Privacy));
            app.MapPut($"/v1/profiles/{segment}/{{id}}/preferences", http => preferences.Put(http, kind)).WithMetadata(new Access(KeyScopes.Privacy));
        }

        foreach (var (segment, kind) in new[] { ("users", SubjectKind.User), ("accounts", SubjectKind.Account), ("anonymous", SubjectKind.Anonymous) })
        {
            app.MapGet($"/v1/profiles/{segment}/{{id}}", http => profiles.Get(http, kind)).WithMetadata(access with { Act = AccessAct.ProfileRead });
            app.MapGet($"/v1/profiles/{segment}/{{id}}/export", http => export.Get(http, kind)).WithMetadata(new Access(KeyScopes.Privacy) { Act = AccessAct.ProfileExport });
            app.MapDelete($"/v1/profiles/{segment}/{{id}}", http => erase.Delete(http, kind)).WithMetadata(new Access(KeyScopes.Privacy) { Act = AccessAct.ProfileErase });
            app.MapGet($"/v1/profiles/{segment}/{{id}}/events", http => profiles.GetEvents(http, kind)).WithMetadata(access with { Act = AccessAct.ProfileEvents });
            app.MapGet($"/v1/profiles/{segment}/{{id}}/watch", http => watch.Watch(http, kind)).WithMetadata(access with { Act = AccessAct.ProfileWatch, IsStanding = true });
        }
    }

    private static void MapResidency(WebApplication app)
    {
        var admin = new Access(KeyScopes.Admin);
        var regions = app.Services.GetRequiredService<RegionEndpoints>();
        var transfers = app.Services.GetRequiredService<TransferEndpoints>();
        foreach (var (segment, kind) in new[] { ("users", SubjectKind.User), ("accounts", SubjectKind.Account), ("anonymous", SubjectKind.Anonymous) })
        {
            app.MapGet($"/v1/profiles/{segment}/{{id}}/region", http => regions.Get(http, kind)).WithMetadata(admin);
            app.MapPut($"/v1/profiles/{segment}/{{id}}/region", http => regions.Put(http, kind)).WithMetadata(admin with { Act = AccessAct.ProfilePin });
            app.MapGet($"/v1/profiles/{segment}/{{id}}/transfer", http => transfers.Get(http, kind)).WithMetadata(admin with { Act = AccessAct.TransferOut });
            app.MapPut($"/v1/profiles/{segment}/{{id}}/transfer", http => transfers.Put(http, kind)).WithMetadata(admin with { Act = AccessAct.TransferIn });
            app.MapDelete($"/v1/profiles/{segment}/{{id}}/transfer", http => transfers.Delete(http, kind)).WithMetadata(admin with { Act = AccessAct.ProfileErase });
        }
    }

    private static void MapAdministration(WebApplication app)
    {
        var (read, admin) = (new Access(KeyScopes.Read), new Access(KeyScopes.Admin));
        var letters = app.Services.GetRequiredService<DeadLetterEndpoints>();
        var keys = app.Services.GetRequiredService<KeyEndpoints>();
        app.MapGet("/v1/catalog", app.Services.GetRequiredService<CatalogEndpoints>().Get).WithMetadata(read);
        app.MapGet("/v1/catalog/trust-note", app.Services.GetRequiredService<TrustNoteEndpoints>().Get).WithMetadata(read);
        var publish = app.Services.GetRequiredService<PublishEndpoints>();
        app.MapPut("/v1/catalog", publish.Publish).WithMetadata(admin with { Act = AccessAct.CatalogPublish });
        app.MapPost("/v1/catalog/validate", publish.Validate).WithMetadata(admin);
        app.MapGet("/v1/catalog/versions", publish.List).WithMetadata(read);
        app.MapPost("/v1/catalog/activate/{hash}", publish.Activate).WithMetadata(admin with { Act = AccessAct.CatalogActivate });
        app.MapGet("/v1/tenant", TenantEndpoints.Get).WithMetadata(read);
        var audit = app.Services.GetRequiredService<AuditEndpoints>();
        app.MapGet("/v1/audit", audit.Get).WithMetadata(read);
        app.MapGet("/v1/audit/anchor", audit.GetAnchor).WithMetadata(read);
        // Queues keep what belongs elsewhere in them, and it must be fetched from somewhere.
        app.MapGet("/v1/dead-letters", letters.List).WithMetadata(read with { Act = AccessAct.LettersRead, AnswersPinned = true });
        app.MapPost("/v1/dead-letters/retry", letters.Retry).WithMetadata(admin with { Act = AccessAct.LettersRetry });
        app.MapGet("/v1/subjects/{kind}/{id}/place", app.Services.GetRequiredService<PlaceEndpoints>().Get).WithMetadata(admin);
        app.MapGet("/v1/access-log", app.Services.GetRequiredService<AccessLogEndpoints>().List).WithMetadata(admin with { Act = AccessAct.LogRead });
        app.MapGet("/v1/keys", keys.List).WithMetadata(admin);
        app.MapPost("/v1/keys", keys.Create).WithMetadata(admin with { Act = AccessAct.KeysCreate });
        app.MapDelete("/v1/keys/{id}", keys.Revoke).WithMetadata(admin with { Act = AccessAct.KeysRevoke });
    }

    private static void MapReplays(WebApplication app, ReplayEndpoints replays)
    {
        var admin = new Access(KeyScopes.Admin);
        app.MapPost("/v1/replays", replays.Start).WithMetadata(admin with { Act = AccessAct.ReplayStart });
        app.MapGet("/v1/replays", replays.List).WithMetadata(admin);
        app.MapGet("/v1/replays/{id}", replays.Get).WithMetadata(admin);
        app.MapDelete("/v1/replays/{id}", replays.Cancel).WithMetadata(admin with { Act = AccessAct.ReplayCancel });
        app.MapPost("/v1/replays/{id}/resume", replays.Resume).WithMetadata(admin with { Act = AccessAct.ReplayResume });
        app.MapGet("/v1/replays/{id}/findings", replays.GetFindings).WithMetadata(admin with { Act = AccessAct.FindingsRead });
    }
}
