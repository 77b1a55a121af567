using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>Tells which conditions read what is known of the person.</summary>
internal static class PersonReads
{
    /// <summary>Whether a condition does. Who asks, and what they agreed to, is no knowledge of them: it has to be read to ask for consent.</summary>
    public static bool Any(string when)
    {
        foreach (var path in PathUse.FindAll(when))
        {
            if (path.Names is ["user"] or ["user", not ("id" or "known" or "consents"), ..])
            {
                return true;
            }
        }

        return false;
    }
}
