namespace Personalization.Journal.Index;

/// <summary>What a <see cref="SubjectFilter"/> holds: a mix of a subject's hash with an event id's hash, or of a subject alone.</summary>
internal readonly record struct FilterKey(ulong Mixed)
{
    /// <summary>An event id in a subject's stream.</summary>
    public static FilterKey Of(ulong subjectHash, ulong eventIdHash)
    {
        var mixed = (subjectHash * 0x9E3779B97F4A7C15) + eventIdHash;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return new FilterKey(mixed ^ (mixed >> 31));
    }

    /// <summary>A subject that has a stream at all, so that new subjects need no read.</summary>
    public static FilterKey Of(ulong subjectHash) => Of(subjectHash, 0x5B1D_EC7A_9F31_0C5D);
}
