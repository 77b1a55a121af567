using System.Buffers;
using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Http;

/// <summary>A whole request body in rented memory, decompressed, of a bounded length. Dispose gives the memory back.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBytes = 4096;

    private readonly Admission admission;
    private readonly int heldBytes;
    private byte[]? rented;

    private RequestBody(byte[] rented, int length, Admission admission, int held)
    {
        this.rented = rented;
        this.admission = admission;
        heldBytes = held;
        Bytes = rented.AsMemory(0, length);
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the body of a call that is not about many events.</summary>
    public static ValueTask<Answer<RequestBody>> Read(HttpContext http, Admission admission) =>
        Read(http, admission, Limits.RequestBytes, new Problem(ProblemCodes.TooLarge, "", $"The body may have {Limits.RequestBytes} bytes."));

    /// <summary>Reads a body.</summary>
    /// <param name="http">The call.</param>
    /// <param name="admission">Where its memory is counted.</param>
    /// <param name="bytesMax">The longest body, before and after decompression.</param>
    /// <param name="tooLarge">The problem of a longer one.</param>
    /// <returns>The body, or what is wrong with it.</returns>
    public static async ValueTask<Answer<RequestBody>> Read(HttpContext http, Admission admission, int bytesMax, Problem tooLarge)
    {
        if (MediaTypes.Check(http.Request, out var isGzip) is { } unsupported)
        {
            return unsupported;
        }

        return await Read(http, admission, bytesMax, tooLarge, isGzip);
    }

    /// <summary>Reads a body as it is, whatever its headers call it.</summary>
    /// <param name="http">The call.</param>
    /// <param name="admission">Where its memory is counted.</param>
    /// <param name="bytesMax">The longest body.</param>
    /// <param name="tooLarge">The problem of a longer one.</param>
    public static ValueTask<Answer<RequestBody>> ReadBytes(HttpContext http, Admission admission, int bytesMax, Problem tooLarge) =>
        Read(http, admission, bytesMax, tooLarge, isGzip: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
            admission.Release(heldBytes);
        }
    }

    private static async ValueTask<Answer<RequestBody>> Read(HttpContext http, Admission admission, int bytesMax, Problem tooLarge, bool isGzip)
    {
        if (http.Request.ContentLength > bytesMax)
        {
            return tooLarge;
        }

        var held = isGzip ? bytesMax * 2 : (int)(http.Request.ContentLength ?? bytesMax);
        if (!admission.TryHold(held))
        {
            return new Problem(ProblemCodes.Overloaded, "", "The server holds as many request bodies as it has memory for.");
        }

        var kept = false;
        try
        {
            var body = await Read(http, bytesMax, isGzip, tooLarge, admission, held);
            kept = body.IsOk;
            return body;
        }
        finally
        {
            if (!kept)
            {
                admission.Release(held);
            }
        }
    }

    private static async ValueTask<Answer<RequestBody>> Read(
        HttpContext http, int bytesMax, bool isGzip, Problem tooLarge, Admission admission, int held)
    {
        var (buffer, length) = await ReadRaw(http, bytesMax);
        if (length <= bytesMax && !isGzip)
        {
            return new RequestBody(buffer, length, admission, held);
        }

        try
        {
            return length > bytesMax ? tooLarge : Gzip.Inflate(new ArraySegment<byte>(buffer, 0, length), bytesMax, out var inflated, out var bytes) switch
            {
                GzipResult.Complete => new RequestBody(inflated, bytes, admission, held),
                GzipResult.TooLarge => tooLarge,
                _ => new Problem(ProblemCodes.MalformedGzip, "", "The body is not one whole gzip member."),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads until the end or one byte beyond the bound.</summary>
    private static async ValueTask<(byte[] Buffer, int Length)> ReadRaw(HttpContext http, int bytesMax)
    {
        var body = http.Request.Body;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(http.Request.ContentLength + 1 ?? FirstBytes, bytesMax + 1));
        var length = 0;
        while (length <= bytesMax)
        {
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, bytesMax + 1));
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            var read = await body.ReadAsync(buffer.AsMemory(length), http.RequestAborted);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return (buffer, length);
    }
}
