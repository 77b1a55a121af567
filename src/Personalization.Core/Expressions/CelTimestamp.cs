using System.Globalization;
using System.Numerics;

namespace Personalization.Core.Expressions;

/// <summary>CEL's timestamp: a point in time to the nanosecond, in the years 1 to 9999.</summary>
/// <param name="UnixMilliseconds">Whole milliseconds since 1970-01-01T00:00:00Z, rounded down.</param>
/// <param name="Nanoseconds">The rest, 0 to 999,999.</param>
/// <remarks>Milliseconds come first because profiles hold them: reading an <see cref="Instant"/> costs nothing.</remarks>
public readonly record struct CelTimestamp(long UnixMilliseconds, int Nanoseconds)
    : IComparable<CelTimestamp>, IComparisonOperators<CelTimestamp, CelTimestamp, bool>
{
    private const int NanosecondsPerMillisecond = 1_000_000;

    /// <summary>The timestamp of an instant.</summary>
    public static CelTimestamp From(Instant instant) => new(instant.UnixMilliseconds, 0);

    /// <summary>Nanoseconds from <paramref name="earlier"/> to this; false where they do not fit 64 bits, about 292 years.</summary>
    public bool TrySince(CelTimestamp earlier, out long nanoseconds)
    {
        var exact = ((Int128)(UnixMilliseconds - earlier.UnixMilliseconds) * NanosecondsPerMillisecond) + (Nanoseconds - earlier.Nanoseconds);
        nanoseconds = (long)exact;
        return exact == nanoseconds;
    }

    /// <summary>This plus a length of time; false outside the years 1 to 9999.</summary>
    public bool TryAdd(long nanoseconds, out CelTimestamp sum)
    {
        var (milliseconds, rest) = Math.DivRem(nanoseconds, NanosecondsPerMillisecond);
        rest += Nanoseconds;
        if (rest < 0)
        {
            rest += NanosecondsPerMillisecond;
            milliseconds--;
        }
        else if (rest >= NanosecondsPerMillisecond)
        {
            rest -= NanosecondsPerMillisecond;
            milliseconds++;
        }

        sum = new CelTimestamp(UnixMilliseconds + milliseconds, (int)rest);
        return sum.IsInRange;
    }

    /// <summary>Whether this lies in the years 1 to 9999.</summary>
    public bool IsInRange =>
        UnixMilliseconds >= Instant.MinValue.UnixMilliseconds && UnixMilliseconds <= Instant.MaxValue.UnixMilliseconds;

    /// <inheritdoc/>
    public int CompareTo(CelTimestamp other)
    {
        var order = UnixMilliseconds.CompareTo(other.UnixMilliseconds);
        return order != 0 ? order : Nanoseconds.CompareTo(other.Nanoseconds);
    }

    /// <inheritdoc/>
    public static bool operator <(CelTimestamp left, CelTimestamp right) => left.CompareTo(right) < 0;

    /// <inheritdoc/>
    public static bool operator >(CelTimestamp left, CelTimestamp right) => left.CompareTo(right) > 0;

    /// <inheritdoc/>
    public static bool operator <=(CelTimestamp left, CelTimestamp right) => left.CompareTo(right) <= 0;

    /// <inheritdoc/>
    public static bool operator >=(CelTimestamp left, CelTimestamp right) => left.CompareTo(right) >= 0;

    /// <summary>RFC 3339 in UTC with as many fractional digits, in groups of three, as are needed: <c>2009-02-13T23:31:30.5Z</c> is <c>…30.500Z</c>.</summary>
    public override string ToString()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);
        var fraction = (time.Millisecond * (long)NanosecondsPerMillisecond) + Nanoseconds;
        var digits = fraction.ToString("D9", CultureInfo.InvariantCulture);
        var text = time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return fraction == 0 ? text + "Z"
            : fraction % 1_000_000 == 0 ? $"{text}.{digits[..3]}Z"
            : fraction % 1_000 == 0 ? $"{text}.{digits[..6]}Z"
            : $"{text}.{digits}Z";
    }
}
