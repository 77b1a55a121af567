using System.Diagnostics;
using Personalization.Core.Decisions;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Telemetry;
using Personalization.Grains;

namespace Personalization.Gateway.Decisions;

/// <summary>The way to a decision for every protocol: question, host, measurement.</summary>
internal sealed class Decider(IProfiles profiles, GatewayMetrics metrics)
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
        var answer = question.IsOk ? await profiles.Decide(question.Value, cancellation) : question.Problem;
        metrics.Decided(startedAt, ModeName(question.Value), answer.Problem?.Code ?? "ok");
        return answer;
    }

    private static string ModeName(DecisionRequest? request) => request switch
    {
        null => "none",
        { Explain: true } => "explain",
        { Mode: DecisionMode.Serve } => "serve",
        _ => "peek",
    };
}
