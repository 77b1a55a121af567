using System.Diagnostics.CodeAnalysis;
using Personalization.Core;

namespace Personalization.Cluster.Replays;

/// <summary>A <see cref="Problem"/> between processes and in grain storage. A stored format: members are only ever added, under new ids.</summary>
[GenerateSerializer, Immutable, Alias("personalization.problem")]
internal sealed record ProblemForm([property: Id(0)] string Code, [property: Id(1)] string Path, [property: Id(2)] string Message)
{
    /// <summary>Writes a problem.</summary>
    [return: NotNullIfNotNull(nameof(problem))]
    public static ProblemForm? Of(Problem? problem) => problem is null ? null : new(problem.Code, problem.Path, problem.Message);

    /// <summary>Reads it.</summary>
    public Problem Read() => new(Code, Path, Message);
}
