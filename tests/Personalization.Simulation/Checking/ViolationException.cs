namespace Personalization.Simulation.Checking;

/// <summary>A history that breaks a promise.</summary>
public sealed class ViolationException(ViolationKind kind, string what, Exception? inner = null) : Exception($"{kind}: {what}", inner)
{
    /// <summary>Which promise.</summary>
    public ViolationKind Kind => kind;

    /// <summary>Throws where a promise is not kept.</summary>
    public static void ThrowUnless(bool isKept, ViolationKind kind, Func<string> what)
    {
        if (!isKept)
        {
            throw new ViolationException(kind, what());
        }
    }
}
