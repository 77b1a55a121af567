using System.Collections.Immutable;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads windowed counts.</summary>
internal sealed class CounterReader(CatalogScope scope)
{
    private const int UnaskedBucketsMax = 32;

    private static readonly TimeSpan WindowMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WindowMax = TimeSpan.FromDays(400);

    private static readonly TimeSpan[] UnaskedBuckets =
    [
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(14),
    ];

    private readonly SelectorReader selectors = new(scope);

    /// <summary>Reads all of them.</summary>
    public ImmutableArray<CounterDefinition> Read() => [.. scope.Section(SectionNames.Counters).Select(Read)];

    private CounterDefinition Read(Definition definition)
    {
        var window = Durations.Parse(definition.Required("window").Text);
        var bucket = definition.Duration("bucket") ?? UnaskedBucket(window);
        if (window < WindowMin || window > WindowMax)
        {
            scope.Problems.Add(definition.Required("window").Place, "out_of_range", "A window reaches from 1m to 400d.");
        }
        else if (definition.Node["bucket"] is { } asked && !Fits(window, bucket))
        {
            scope.Problems.Add(asked.Place, "out_of_range", $"The window must be 1 to {CounterDefinition.BucketsMax} whole buckets.", "Choose a bucket that divides the window, such as 6h for 7d.");
        }

        return new CounterDefinition(definition.Id, definition.Of, selectors.Read(definition.Required("counted"), definition.Of), window, bucket);
    }

    private static bool Fits(TimeSpan window, TimeSpan bucket) =>
        window.Ticks % bucket.Ticks == 0 && window.Ticks / bucket.Ticks is >= 1 and <= CounterDefinition.BucketsMax;

    private static TimeSpan UnaskedBucket(TimeSpan window) =>
        Array.Find(UnaskedBuckets, bucket => window / bucket <= UnaskedBucketsMax) is var found && found > TimeSpan.Zero ? found : window;
}
