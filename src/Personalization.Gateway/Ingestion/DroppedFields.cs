using Personalization.Core.Events;

namespace Personalization.Gateway.Ingestion;

/// <summary>How much of the events of one call was not stored because the catalog names it nowhere.</summary>
/// <param name="Properties">Of tracked events and views.</param>
/// <param name="Traits">Of people and accounts.</param>
internal readonly record struct DroppedFields(int Properties, int Traits)
{
    /// <summary>With what was dropped from one event more.</summary>
    public DroppedFields And(Event stored, int count) =>
        stored is Identified or Grouped ? this with { Traits = Traits + count } : this with { Properties = Properties + count };
}
