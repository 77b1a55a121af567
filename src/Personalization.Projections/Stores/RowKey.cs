using System.Text;
using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;

namespace Personalization.Projections.Stores;

/// <summary>The key of a row: bytes that sort as they are compared, made of parts.</summary>
/// <remarks>A text part ends with a zero byte, so that no key of whole parts is a beginning of another's part; texts hold none, as ids and names cannot.</remarks>
public readonly struct RowKey : IEquatable<RowKey>, IComparable<RowKey>
{
    private readonly byte[]? bytes;

    private RowKey(byte[] bytes) => this.bytes = bytes;

    /// <summary>The key without parts, before all others.</summary>
    public static RowKey Empty => default;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The key that was stored as these bytes.</summary>
    public static RowKey Of(byte[] stored) => new(stored);

    /// <summary>The key with a text behind it.</summary>
    /// <exception cref="ArgumentException">The text holds a zero, or the key is longer than <see cref="Limits.KeyBytesMax"/>.</exception>
    public RowKey With(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('\0', StringComparison.Ordinal) ? throw new ArgumentException("A part of a key holds no zero.", nameof(text)) : Append([.. Encoding.UTF8.GetBytes(text), 0]);
    }

    /// <summary>The key with a number behind it, 0 or more.</summary>
    public RowKey With(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return Append([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
    }

    /// <summary>
    /// The key with a subject behind it. Rows about a subject begin with it: where the subject is erased, the journal destroys all rows whose keys do, whoever made them.
    /// </summary>
    public RowKey With(in SubjectKey subject) => Append(ProjectionEraser.KeyOf(subject));

    /// <summary>The first key behind all that begin with this one.</summary>
    /// <exception cref="InvalidOperationException">The key has no parts.</exception>
    public RowKey AfterAll()
    {
        // No part ends in 0xFF throughout: texts end in 0, and numbers are not negative.
        var next = Bytes.ToArray();
        for (var at = next.Length - 1; at >= 0; at--)
        {
            if (++next[at] != 0)
            {
                return new RowKey(next[..(at + 1)]);
            }
        }

        throw new InvalidOperationException("Every key begins with the empty one.");
    }

    /// <inheritdoc/>
    public bool Equals(RowKey other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(RowKey other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <summary>Whether two keys are the same.</summary>
    public static bool operator ==(RowKey left, RowKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    public static bool operator !=(RowKey left, RowKey right) => !left.Equals(right);

    /// <summary>Whether a key sorts before another.</summary>
    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether a key sorts before another or is the same.</summary>
    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a key sorts behind another.</summary>
    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether a key sorts behind another or is the same.</summary>
    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;

    private RowKey Append(ReadOnlySpan<byte> part)
    {
        byte[] longer = [.. Bytes, .. part];
        return longer.Length <= Limits.KeyBytesMax ? new RowKey(longer) : throw new ArgumentException($"A key has at most {Limits.KeyBytesMax} bytes.");
    }
}
