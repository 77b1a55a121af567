using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Decisions;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Segment;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Regions;

/// <summary>Regions are asked for each subject, so that more than tenants can be pinned.</summary>
public sealed class PinnedSubjectTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string here = Sample.Fresh("here"), away = Sample.Fresh("away");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_batch_each_event_of_somebody_pinned_elsewhere_is_refused_and_not_kept()
    {
        var report = await Take(Sample.Failure(away), Sample.Failure(here), Sample.Group(here, away));

        Assert.Equal(1, report.Accepted);
        Assert.Equal([(0, "wrong_region"), (2, "wrong_region")], report.Rejected.Select(one => (one.Index, one.Problem.Code)));
        Assert.DoesNotContain(await server.Control.DeadLetters.List(FirstKey.Tenant, null, 1000), one => one.Letter.Problem.Code == "wrong_region");
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{away}")).Status);
    }

    [Fact]
    public async Task A_call_of_which_nothing_belongs_here_is_421()
    {
        var http = new DefaultHttpContext();
        await IntakeReply.Write(http, await Take(Sample.Failure(away)));
        Assert.Equal((421, "https://us.example.com/"), (http.Response.StatusCode, http.Response.Headers.Location.ToString()));
    }

    [Fact]
    public async Task Nobody_pinned_elsewhere_is_decided_for()
    {
        var decider = ActivatorUtilities.CreateInstance<Decider>(server.Services, new OneElsewhere(away));
        var caller = new Caller(FirstKey.Tenant, KeyScopes.All, "k");
        foreach (var (fields, code) in new[]
        {
            (new DecideFields { UserId = away, Surface = "home.card" }, "wrong_region"),
            (new DecideFields { UserId = here, AccountId = away, Surface = "home.card" }, "wrong_region"),
            (new DecideFields { UserId = here, Surface = "home.card" }, null),
        })
        {
            Assert.Equal(code, (await decider.Decide(fields, caller, explain: false, Cancellation)).Problem?.Code);
        }
    }

    private async Task<IntakeReport> Take(params string[] events)
    {
        var intake = ActivatorUtilities.CreateInstance<Intake>(server.Services, new OneElsewhere(away));
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        Assert.Null(SegmentBody.ReadBatch(Encoding.UTF8.GetBytes(Sample.Batch(events)), now, out var items));
        return (await intake.Take(FirstKey.Tenant, now, items, at => items[at].Raw, keyLabel: null, Cancellation)).Value!;
    }

    private sealed class OneElsewhere(string id) : IRegions
    {
        public Region? Find(in SubjectKey subject) => subject.Id == id ? new Region("us", new Uri("https://us.example.com")) : null;

        public Region? Find(TenantId tenant) => null;
    }
}
