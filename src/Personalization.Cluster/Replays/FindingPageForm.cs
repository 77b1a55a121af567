using Personalization.Grains;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Replays;

/// <summary>A <see cref="FindingPage"/>, or why there is none, between processes. A wire contract: members are only ever added, under new ids.</summary>
[GenerateSerializer, Immutable, Alias("personalization.finding-page")]
internal sealed record FindingPageForm(
    [property: Id(0)] List<string> Lines, [property: Id(1)] long Next, [property: Id(2)] bool IsLast, [property: Id(3)] ProblemForm? Problem)
{
    /// <summary>Writes a page.</summary>
    public static FindingPageForm Of(Answer<FindingPage> answer) => answer.IsOk
        ? new(answer.Value.Lines.ToList(), answer.Value.Next, answer.Value.IsLast, null)
        : new([], 0, true, ProblemForm.Of(answer.Problem));

    /// <summary>Reads it.</summary>
    public Answer<FindingPage> Read() => Problem is null ? new FindingPage(Lines, Next, IsLast) : Problem.Read();
}
