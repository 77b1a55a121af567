namespace Personalization.Gateway.Http;

/// <summary>Bounds the calls at work and the memory of their bodies. Whatever is beyond a bound is refused at once: a queue would only make it late.</summary>
internal sealed class Admission
{
    private int calls;
    private long bytes;

    /// <summary>Counts a call in; false where there are too many.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref calls) <= Limits.CallsInFlight)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Counts a call out.</summary>
    public void Leave() => Interlocked.Decrement(ref calls);

    /// <summary>Sets memory aside for a body; false where too much is taken.</summary>
    public bool TryHold(int bodyBytes)
    {
        if (Interlocked.Add(ref bytes, bodyBytes) <= Limits.BodyBytesInFlight)
        {
            return true;
        }

        Release(bodyBytes);
        return false;
    }

    /// <summary>Gives memory of a body back.</summary>
    public void Release(int bodyBytes) => Interlocked.Add(ref bytes, -bodyBytes);
}
