using System.Collections.Immutable;

namespace Personalization.Authoring.Definitions;

/// <summary>Finds the slot of a definition: its index in its list.</summary>
internal static class Slots
{
    /// <summary>The slot of an id, or -1 where there is none.</summary>
    public static int Find<T>(ImmutableArray<T> definitions, Func<T, string> idOf, string id)
    {
        for (var slot = 0; slot < definitions.Length; slot++)
        {
            if (string.Equals(idOf(definitions[slot]), id, StringComparison.Ordinal))
            {
                return slot;
            }
        }

        return -1;
    }
}
