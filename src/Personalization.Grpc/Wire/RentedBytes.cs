using System.Buffers;

namespace Personalization.Grpc;

/// <summary>Bytes in an array of the shared pool. Whoever holds it last returns it, once.</summary>
internal readonly record struct RentedBytes(byte[] Array, int Length)
{
    public Span<byte> Span => Array.AsSpan(0, Length);

    public static RentedBytes Rent(int length) => new(ArrayPool<byte>.Shared.Rent(length), length);

    public static RentedBytes Copy(in ReadOnlySequence<byte> source)
    {
        var copy = Rent((int)source.Length);
        source.CopyTo(copy.Span);
        return copy;
    }

    public MemoryStream AsStream() => new(Array, 0, Length);

    public void Return() => ArrayPool<byte>.Shared.Return(Array);
}
