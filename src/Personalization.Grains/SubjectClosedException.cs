namespace Personalization.Grains;

/// <summary>A turn needed a subject that is being erased. It has changed nothing of that subject; the same call may be made again.</summary>
public sealed class SubjectClosedException() : Exception("The subject is being erased.");
