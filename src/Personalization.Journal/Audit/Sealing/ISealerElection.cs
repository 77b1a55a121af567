namespace Personalization.Journal.Audit.Sealing;

/// <summary>Says which of several processes is to seal. Only a hint that saves work: the store lets one of two that both seal get on.</summary>
public interface ISealerElection
{
    /// <summary>Whether it is this process, as far as this process knows.</summary>
    bool IsWon { get; }
}
