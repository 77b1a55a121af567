using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Rules;

/// <summary>What keeps enough silos there while some go and others come.</summary>
internal static class AvailabilityRules
{
    /// <summary>What a silo is promised to end its calls and hand its activations over.</summary>
    private const long DrainSeconds = 60;

    public static IEnumerable<string> Broken(IReadOnlyList<Manifest> manifests) =>
        manifests.Where(one => one.Kind == "Deployment").SelectMany(one => Rollout(one, manifests))
            .Concat(manifests.Where(one => one.Kind == "PodDisruptionBudget").SelectMany(one => Budget(one, manifests)))
            .Concat(manifests.Where(one => one.Kind == "HorizontalPodAutoscaler").SelectMany(one => Autoscaler(one, manifests)));

    private static IEnumerable<string> Rollout(Manifest deployment, IReadOnlyList<Manifest> all)
    {
        var labels = deployment.Pod!["metadata"]!["labels"];
        if ((long?)deployment.Spec["strategy"]?["rollingUpdate"]?["maxUnavailable"] != 0)
        {
            yield return $"{deployment} takes pods away before others are ready";
        }

        if ((long?)deployment.Pod["spec"]!["terminationGracePeriodSeconds"] is null or < DrainSeconds)
        {
            yield return $"{deployment} gives less than {DrainSeconds} s to drain";
        }

        if (!all.Any(one => one.Kind == "PodDisruptionBudget" && Selector.Selects(one.Spec["selector"], labels)))
        {
            yield return $"{deployment} has no PodDisruptionBudget";
        }

        var isScaled = all.Any(one => one.Kind == "HorizontalPodAutoscaler" && (string?)one.Spec["scaleTargetRef"]?["kind"] == deployment.Kind && (string?)one.Spec["scaleTargetRef"]?["name"] == deployment.Name);
        if (!isScaled && (long?)deployment.Spec["replicas"] is null or < 2)
        {
            yield return $"{deployment} is one pod that nothing stands in for";
        }

        foreach (var spread in Manifest.List(deployment.Pod["spec"]!["topologySpreadConstraints"]).Where(spread => !Selector.Selects(spread["labelSelector"], labels)))
        {
            yield return $"{deployment} spreads other pods than its own over {spread["topologyKey"]}";
        }
    }

    private static IEnumerable<string> Budget(Manifest budget, IReadOnlyList<Manifest> all)
    {
        if (all.Count(one => one.Pod is not null && Selector.Selects(budget.Spec["selector"], one.Pod["metadata"]!["labels"])) != 1)
        {
            yield return $"{budget} does not select the pods of exactly one workload";
        }
    }

    private static IEnumerable<string> Autoscaler(Manifest scaler, IReadOnlyList<Manifest> all)
    {
        var wanted = scaler.Spec["scaleTargetRef"]!;
        var target = all.FirstOrDefault(one => one.Kind == (string?)wanted["kind"] && one.Name == (string?)wanted["name"]);
        if (target is null)
        {
            yield return $"{scaler} scales {wanted["kind"]} {wanted["name"]}, which is not there";
        }
        else if (target.Spec["replicas"] is not null)
        {
            yield return $"{target} names its replicas, which every apply would take back from {scaler}";
        }
    }
}
