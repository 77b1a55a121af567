using System.Globalization;

namespace Personalization.Grpc;

/// <summary>The value of <c>grpc-timeout</c>: at most eight digits and a unit (PROTOCOL-HTTP2.md, "Timeout").</summary>
internal static class GrpcTimeout
{
    private const int DigitsMax = 8;

    // From fine to coarse: the first unit whose number has at most eight digits keeps most of the precision.
    private static readonly (char Unit, long Nanoseconds)[] Units =
    [
        ('n', 1), ('u', 1_000), ('m', 1_000_000), ('S', 1_000_000_000), ('M', 60_000_000_000), ('H', 3_600_000_000_000),
    ];

    /// <summary>Writes a timeout, rounded up to the unit that it fits in; nothing or less becomes the shortest timeout.</summary>
    public static string Format(TimeSpan timeout)
    {
        var nanoseconds = (Int128)Math.Max(timeout.Ticks, 1) * TimeSpan.NanosecondsPerTick;
        foreach (var (unit, length) in Units)
        {
            var count = (nanoseconds + length - 1) / length;
            if (count < 100_000_000)
                return string.Create(CultureInfo.InvariantCulture, $"{(long)count}{unit}");
        }
        return "99999999H";
    }

    /// <summary>Reads a timeout, capped at <see cref="Limits.TimeoutMax"/>.</summary>
    /// <returns>False when the text is not a timeout.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > DigitsMax + 1 || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        foreach (var (unit, length) in Units)
        {
            if (unit != text[^1])
                continue;
            var ticks = (Int128)count * length / TimeSpan.NanosecondsPerTick;
            timeout = ticks < Limits.TimeoutMax.Ticks ? new TimeSpan((long)ticks) : Limits.TimeoutMax;
            return true;
        }
        return false;
    }
}
