using Personalization.Core.Audiences;
using Personalization.Core.Expressions;

namespace Personalization.Core.Decisions;

/// <summary>Collects what the candidates of a surface share: parts of conditions, by their text, and caps.</summary>
internal sealed class SurfaceTerms
{
    private readonly List<Conjunct<AudienceContext>> parts = [];
    private readonly Dictionary<string, int> partPlaces = new(StringComparer.Ordinal);
    private readonly List<int> capSlots = [];

    /// <summary>The parts, by place.</summary>
    public Conjunct<AudienceContext>[] Parts => [.. parts];

    /// <summary>The slots of the caps, by place.</summary>
    public int[] CapSlots => [.. capSlots];

    /// <summary>The places of a condition's parts.</summary>
    public int[] PlacesOf(Audience audience)
    {
        var places = new int[audience.Parts.Length];
        for (var at = 0; at < places.Length; at++)
        {
            var part = audience.Parts[at];
            if (!partPlaces.TryGetValue(part.Source, out places[at]))
            {
                partPlaces.Add(part.Source, places[at] = parts.Count);
                parts.Add(part);
            }
        }

        return places;
    }

    /// <summary>The place of a cap.</summary>
    public int PlaceOf(int capSlot)
    {
        var place = capSlots.IndexOf(capSlot);
        if (place < 0)
        {
            place = capSlots.Count;
            capSlots.Add(capSlot);
        }

        return place;
    }
}
