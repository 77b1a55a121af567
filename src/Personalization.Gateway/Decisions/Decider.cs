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

    /// <summary>Decides many questions side by side; the answers keep their order.</summary>
    /// <param name="all">What is asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<Answer<Decision>[]> Decide(IReadOnlyList<DecideFields> all, Caller caller, CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var (answers, modes) = (new Answer<Decision>[all.Count], new string[all.Count]);
        var (together, places) = (new List<DecisionRequest>(all.Count), new List<int>(all.Count));
        var apart = new List<(int At, Task<Answer<Decision>> Answer)>();
        for (var at = 0; at < answers.Length; at++)
        {
            var question = DecideQuestion.Build(all[at], caller, explain: false);
            modes[at] = ModeName(question.Value);
            if (!question.IsOk)
            {
                answers[at] = question.Problem;
            }
            else if (all[at].At is null && regions.Find(question.Value) is null)
            {
                together.Add(question.Value);
                places.Add(at);
            }
            else
            {
                apart.Add((at, Ask(question.Value, all[at], caller, cancellation).AsTask()));
            }
        }

        var decided = await profiles.Decide(together, cancellation);
        for (var at = 0; at < places.Count; at++)
        {
            answers[places[at]] = decided[at];
        }

        foreach (var (at, answer) in apart)
        {
            answers[at] = await answer;
        }

        for (var at = 0; at < answers.Length; at++)
        {
            metrics.Decided(startedAt, modes[at], answers[at].Problem?.Code ?? "ok");
        }

        return answers;
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
