using Personalization.Grains.Embedded;

namespace Personalization.Grains.Identities;

/// <summary>The grains of an id and of a user, both at once. Their gates are entered in the order of their keys, so that nobody waits in a circle.</summary>
internal readonly struct TwoGrains(Grain source, Grain target)
{
    /// <summary>The id's.</summary>
    public Grain Source { get; } = source;

    /// <summary>The user's.</summary>
    public Grain Target { get; } = target;

    /// <summary>Runs a turn of both.</summary>
    public T Turn<T>(Func<TwoGrains, T> turn)
    {
        var isSourceFirst = Source.Key.Kind != Target.Key.Kind ? Source.Key.Kind < Target.Key.Kind : string.CompareOrdinal(Source.Key.Id, Target.Key.Id) < 0;
        var (first, second) = isSourceFirst ? (Source, Target) : (Target, Source);
        lock (first.Gate)
        {
            lock (second.Gate)
            {
                return turn(this);
            }
        }
    }
}
