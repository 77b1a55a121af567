namespace Personalization.Replay.Backfilling;

/// <summary>Reads lines as bytes in bounded memory: a line that is too long is passed over and reported as such.</summary>
public sealed class LineReader(Stream input)
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Room for the longest line and its end.</summary>
    private readonly byte[] buffer = new byte[Limits.LineBytesMax + 1];
    private int begin, end;
    private bool isAtEnd;

    /// <summary>The line's number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line without its end; valid until the next read. Empty where it was too long.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the line was longer than <see cref="Limits.LineBytesMax"/>.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>How many bytes the last read went on, the line's end included.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Reads the next line; false at the end of the input.</summary>
    public async ValueTask<bool> Read(CancellationToken cancellation)
    {
        (IsTooLong, Bytes) = (false, 0);
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan((begin + searched)..end).IndexOf(LineFeed);
            if (found >= 0 || isAtEnd)
            {
                return Take(found < 0 ? end : begin + searched + found);
            }

            searched = end - begin;
            if (searched == buffer.Length)
            {
                (IsTooLong, Bytes) = (true, Bytes + searched);
                begin = end = searched = 0;
            }

            await Fill(cancellation);
        }
    }

    private bool Take(int lineEnd)
    {
        if (lineEnd == begin && isAtEnd && begin == end && !IsTooLong)
        {
            return false;
        }

        Line = IsTooLong ? default : buffer.AsMemory(begin..lineEnd);
        var next = Math.Min(lineEnd + 1, end);
        Bytes += next - begin;
        begin = next;
        Number++;
        return true;
    }

    private async ValueTask Fill(CancellationToken cancellation)
    {
        if (begin > 0)
        {
            buffer.AsSpan(begin..end).CopyTo(buffer);
            end -= begin;
            begin = 0;
        }

        // A read of a pipe or a terminal cannot be cancelled; waiting for it can.
        var read = await input.ReadAsync(buffer.AsMemory(end), cancellation).AsTask().WaitAsync(cancellation);
        end += read;
        isAtEnd = read == 0;
    }
}
