using System.Globalization;
using System.Text;
using Personalization.Grpc.V1;

namespace Personalization.Cli;

/// <summary>A decision as text for people.</summary>
internal static class DecisionText
{
    public static string Of(DecideResponse decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"decision {decision.DecisionId} · profile version {decision.ProfileVersion} · catalog {Short(decision.Catalog)}");
        if (decision.Actions.Count == 0)
        {
            text.AppendLine(decision.Holdout ? "nothing: held out" : "nothing to show");
        }

        foreach (var action in decision.Actions)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{action.Id} ({action.Kind}, {action.Channel})");
            foreach (var (name, value) in action.Content.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {name}: {value}");
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"  why: {action.Why}");
            foreach (var reason in action.Reasons)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {reason.Code}: {reason.Detail}");
            }
        }

        return text.ToString();
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
