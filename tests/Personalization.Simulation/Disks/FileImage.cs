namespace Personalization.Simulation.Disks;

/// <summary>The bytes of a file.</summary>
internal sealed class FileImage
{
    private byte[] bytes = [];
    private int length;

    /// <summary>How many there are.</summary>
    public long Length => length;

    /// <summary>All of them.</summary>
    public Span<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>Reads from a place on.</summary>
    /// <returns>How many bytes there were.</returns>
    public int Read(long at, Span<byte> into)
    {
        var count = (int)Math.Clamp(length - at, 0, into.Length);
        if (count > 0)
        {
            bytes.AsSpan((int)at, count).CopyTo(into);
        }

        return count;
    }

    /// <summary>Writes, with zeros between the end and a place behind it.</summary>
    public void Write(long at, ReadOnlySpan<byte> from)
    {
        var end = checked((int)at + from.Length);
        if (end > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(end, bytes.Length * 2));
        }

        from.CopyTo(bytes.AsSpan((int)at));
        length = Math.Max(length, end);
    }

    /// <summary>Cuts off the end. A file that is shorter stays as it is.</summary>
    public void Truncate(long to)
    {
        if (to < length)
        {
            bytes.AsSpan((int)to, (int)(length - to)).Clear();
            length = (int)to;
        }
    }

    /// <summary>Becomes the same as another.</summary>
    public void CopyFrom(FileImage other)
    {
        bytes = other.Bytes.ToArray();
        length = other.length;
    }
}
