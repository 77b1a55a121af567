namespace Personalization.Core.Events;

/// <summary>How often what is of a topic comes together. The numbers are stored and may not change.</summary>
public enum DigestFrequency : byte
{
    /// <summary>In no digest.</summary>
    Off = 0,

    /// <summary>Each piece on its own, when there is one.</summary>
    AsItComes = 1,

    /// <summary>Once a day.</summary>
    Daily = 2,

    /// <summary>Once a week.</summary>
    Weekly = 3,
}
