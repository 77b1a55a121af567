namespace Personalization.Journal.Checks;

/// <summary>How far something long is.</summary>
/// <param name="Doing">What is being done, in a word or two.</param>
/// <param name="Done">How many steps are done.</param>
/// <param name="InAll">How many there are; 0 where that is not known.</param>
public readonly record struct StepsDone(string Doing, long Done, long InAll);
