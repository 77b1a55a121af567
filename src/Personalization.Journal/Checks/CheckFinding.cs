namespace Personalization.Journal.Checks;

/// <summary>Something that is wrong with the files of a data folder.</summary>
/// <param name="File">The file, as its name in the folder.</param>
/// <param name="Commit">The commit that is concerned, or null.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
/// <param name="Advice">What to do about it, in a sentence.</param>
public sealed record CheckFinding(string File, long? Commit, string Message, string Advice);
