using System.Diagnostics.Metrics;

namespace Personalization.HostContract.Telemetry;

/// <summary>What the meters measure that a test makes, whatever else runs beside it.</summary>
public sealed class TestMeters : IDisposable
{
    private static readonly AsyncLocal<TestMeters?> Making = new();
    private readonly Dictionary<string, double> readings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> recordings = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();

    /// <summary>Listens to all meters that are made from here on, in this test.</summary>
    public TestMeters()
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (ReferenceEquals(Making.Value, this))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();

        // Not before: at the start the listener is told of what others have made.
        Making.Value = this;
    }

    /// <summary>What an observed instrument says now: <c>name</c> or <c>name{label=value,…}</c> in the labels' order.</summary>
    public double Read(string measured)
    {
        listener.RecordObservableInstruments();
        lock (gate)
        {
            return readings[measured];
        }
    }

    /// <summary>How often a histogram was recorded.</summary>
    public int CountOf(string histogram)
    {
        lock (gate)
        {
            return recordings.GetValueOrDefault(histogram);
        }
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        var name = labels.Length == 0 ? instrument.Name : $"{instrument.Name}{{{labels}}}";
        lock (gate)
        {
            if (instrument.IsObservable)
            {
                readings[name] = value;
            }
            else
            {
                recordings[name] = recordings.GetValueOrDefault(name) + 1;
            }
        }
    }
}
