using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Grains;
using Personalization.Samples.Saas;

namespace Personalization.Benchmarks.InProcess;

/// <summary>The sample's history as parsed events, as the gateway hands them on.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset Until = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The history in the order of its times.</summary>
    public static IEnumerable<IncomingEvent> All() => SaasHistory.Generate(new HistoryOptions(Until)).Select(one => new IncomingEvent(one.UserId, null, Parse(one)));

    private static Event Parse(HistoryEvent one)
    {
        var time = Instant.From(one.Timestamp);
        var account = one.GroupId;
        var context = Context(one.Context);
        var fields = new ValueMap([.. one.Fields.Select(field => KeyValuePair.Create(Value.String(field.Name), Of(field.Value)))]);
        return one.Type switch
        {
            "track" => new Tracked { Id = one.MessageId, Time = time, ReceivedAt = time, AccountId = account, Context = context, Name = one.Name!, Properties = fields },
            "identify" => new Identified { Id = one.MessageId, Time = time, ReceivedAt = time, AccountId = account, Context = context, Traits = fields },
            "group" => new Grouped { Id = one.MessageId, Time = time, ReceivedAt = time, AccountId = account, Context = context, Traits = fields },
            "page" => new Viewed { Id = one.MessageId, Time = time, ReceivedAt = time, AccountId = account, Context = context, Path = one.Name!, Properties = fields },
            _ => throw new InvalidOperationException($"The history tells of a {one.Type}."),
        };
    }

    private static EventContext Context(HistoryContext? context) => context is null
        ? EventContext.None
        : new EventContext(context.Locale, context.TimeZone, context.Country, context.Device, context.Os);

    private static Value Of(object value) => value switch
    {
        string text => Value.String(text),
        long number => Value.Int(number),
        bool flag => Value.Bool(flag),
        _ => throw new InvalidOperationException($"The history holds a {value.GetType().Name}."),
    };
}
