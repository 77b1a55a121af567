using System.Diagnostics.CodeAnalysis;
using Personalization.Core;

namespace Personalization.Grains;

/// <summary>Either what was asked for or the problem that stood in the way.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public readonly struct Answer<T>
    where T : class
{
    private Answer(T? value, Problem? problem)
    {
        Value = value;
        Problem = problem;
    }

    /// <summary>What was asked for; null where there is a problem.</summary>
    public T? Value { get; }

    /// <summary>The problem; null where there is an answer.</summary>
    public Problem? Problem { get; }

    /// <summary>Whether there is an answer.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;

    /// <summary>An answer.</summary>
    public static implicit operator Answer<T>(T value) => new(value, null);

    /// <summary>A problem.</summary>
    public static implicit operator Answer<T>(Problem problem) => new(null, problem);
}
