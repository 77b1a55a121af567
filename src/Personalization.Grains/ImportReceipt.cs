namespace Personalization.Grains;

/// <summary>What became of events of the past.</summary>
/// <param name="Appended">How many were new to the stream.</param>
/// <param name="Present">How many the stream had already.</param>
public sealed record ImportReceipt(int Appended, int Present);
