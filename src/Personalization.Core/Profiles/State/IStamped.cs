namespace Personalization.Core.Profiles.State;

/// <summary>A row of <see cref="Newest{T}"/>.</summary>
internal interface IStamped<T>
    where T : struct
{
    /// <summary>The event that made it.</summary>
    Stamp Stamp { get; }

    /// <summary>Orders rows that one event made; two of one event with equal ties are equal.</summary>
    int Tie { get; }

    /// <summary>Whether only the newer of both is kept.</summary>
    bool Replaces(in T other);
}
