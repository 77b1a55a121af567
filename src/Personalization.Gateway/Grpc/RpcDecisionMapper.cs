using System.Runtime.CompilerServices;
using Personalization.Core;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Gateway.Decisions;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Grpc.V1;
using ChosenAction = Personalization.Core.Decisions.ChosenAction;
using ChosenMessage = Personalization.Grpc.V1.ChosenAction;
using EventContext = Personalization.Core.Events.EventContext;
using ReasonMessage = Personalization.Grpc.V1.Reason;

namespace Personalization.Gateway.Grpc;

/// <summary>Decide requests and answers between protobuf and this system.</summary>
internal static class RpcDecisionMapper
{
    // A catalog makes its answers once, and they are the same for everybody: so are their messages, which nobody changes.
    private static readonly ConditionalWeakTable<ChosenAction, ChosenMessage> Messages = [];

    /// <summary>Reads a request.</summary>
    /// <returns>Null, or the first thing that is wrong with its form.</returns>
    public static Problem? Read(DecideRequest? message, out DecideFields fields)
    {
        fields = default;
        if (message is null)
        {
            return new Problem(ProblemCodes.Required, "/request", "There is no request.");
        }

        if (message.Max is < 0 or > SurfaceDefinition.ActionsMaxLimit)
        {
            return new Problem(ProblemCodes.OutOfRange, "/max", $"It must be 1 to {SurfaceDefinition.ActionsMaxLimit}, or 0 for the surface's own.");
        }

        if (!Enum.IsDefined(message.Mode))
        {
            return new Problem(ProblemCodes.NotAllowed, "/mode", "The mode must be SERVE or PEEK.");
        }

        fields.UserId = message.UserId;
        fields.AnonymousId = message.AnonymousId;
        fields.AccountId = message.AccountId;
        fields.Surface = message.Surface;
        fields.Max = message.Max == 0 ? null : message.Max;
        fields.Mode = message.Mode == DecideMode.Peek ? DecisionMode.Peek : DecisionMode.Serve;
        fields.RequestId = message.RequestId;
        fields.Durable = message.Durable;
        fields.Context = message.Context is null ? null : Read(message.Context);
        fields.Catalog = message.Catalog;
        return TooLong(message.Surface, "/surface") ?? TooLong(message.RequestId, "/requestId") ?? TooLong(message.Catalog, "/catalog")
            ?? RpcTime.Read(message.Now, "/now", out fields.Now) ?? RpcTime.Read(message.At, "/at", out fields.At);
    }

    /// <summary>Writes an answer.</summary>
    public static DecideResponse Write(Decision decision)
    {
        var message = new DecideResponse
        {
            DecisionId = decision.Id,
            ProfileVersion = decision.ProfileVersion,
            Catalog = decision.Catalog,
            Holdout = decision.Holdout,
            RejectedCount = decision.RejectedCount,
        };
        foreach (var action in decision.Actions)
        {
            message.Actions.Add(Messages.GetValue(action, Write));
        }

        return message;
    }

    private static ChosenMessage Write(ChosenAction action)
    {
        var message = new ChosenMessage
        {
            Id = action.Id,
            Kind = action.Kind,
            Variant = action.Variant,
            Channel = action.Channel,
            Why = action.Why,
            DeliverAt = RpcTime.Write(action.DeliverAt),
        };
        foreach (var (name, text) in action.Content)
        {
            message.Content.Add(name, text);
        }

        foreach (var reason in action.Reasons)
        {
            message.Reasons.Add(new ReasonMessage { Code = reason.Code, Detail = reason.Detail });
        }

        return message;
    }

    private static RequestContext Read(Personalization.Grpc.V1.DecideContext context) => new(
        Text(context.Locale),
        Text(context.Timezone),
        Text(context.Channel),
        Text(context.DeviceType),
        Text(context.Region) ?? Text(context.Country),
        context.PagePath.Length == 0 ? null : JsonField.Cut(context.PagePath, Viewed.PathCharsMax));

    private static string? Text(string text) => text.Length == 0 ? null : JsonField.Cut(text, EventContext.TextCharsMax);

    private static Problem? TooLong(string text, string path) => text.Length > Limits.NameChars
        ? new Problem(ProblemCodes.TooLong, path, $"It has {text.Length} characters; {Limits.NameChars} are allowed.")
        : null;
}
