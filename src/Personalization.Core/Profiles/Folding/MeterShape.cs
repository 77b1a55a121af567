using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>What reading a meter needs of its definition.</summary>
internal readonly record struct MeterShape(MeterMode Mode, MeterPeriod Period);
