using System.Diagnostics;
using Personalization.Core.Decisions;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Telemetry;
using Personalization.Gateway.TimeTravel;
using Personalization.Grains;
using Personalization.Replay.History;

namespace Personalization.Gateway.Decisions;

/// <summary>The way to a decision for every protocol: question, host, measurement.</summary>
internal sealed class Decider(IProfiles profiles, ProfileHistory history, PastMoments moments, IRegions regions, GatewayMetrics metrics)
{
    /// <summary>Decides.</summary>
    /// <param name="fields">What is asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="explain">Whether every rejected action is to be listed.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<Answer<Decision>> Decide(DecideFields fields, Caller caller, bool explain, CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var question = DecideQuestion.Build(fields, caller, explain);
        var answer = question.IsOk ? await Ask(question.Value, fields, caller, cancellation) : question.Problem;
        metrics.Decided(startedAt, ModeName(question.Value), answer.Problem?.Code ?? "ok");
        return answer;
    }

    private ValueTask<Answer<Decision>> Ask(DecisionRequest request, in DecideFields fields, Caller caller, CancellationToken cancellation)
    {
        if (regions.Find(request) is { } elsewhere)
        {
            return new(new WrongRegion(elsewhere));
        }

        if (fields.At is not { } at)
        {
            return profiles.Decide(request, cancellation);
        }

        var moment = moments.Read(at, fields.Catalog, caller, "/");
        return moment.IsOk ? history.Decide(request, moment.Value, cancellation) : new(moment.Problem);
    }

    private static string ModeName(DecisionRequest? request) => request switch
    {
        null => "none",
        { Explain: true } => "explain",
        { Mode: DecisionMode.Serve } => "serve",
        _ => "peek",
    };
}
