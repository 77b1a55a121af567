using System.Runtime.CompilerServices;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Replay;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>What a job has found, read page by page from wherever it is.</summary>
internal sealed class FindingPages
{
    private readonly IReplayDirectory replays;
    private readonly string id;
    private readonly FindingPage first;

    private FindingPages(IReplayDirectory replays, TenantId tenant, string id, FindingPage first) => (this.replays, Tenant, this.id, this.first) = (replays, tenant, id, first);

    /// <summary>Whose job it is.</summary>
    public TenantId Tenant { get; }

    /// <summary>Reads the first page, or says why there is none.</summary>
    public static async ValueTask<Answer<FindingPages>> Open(IReplayDirectory replays, TenantId tenant, string id, CancellationToken cancellation)
    {
        var answer = await replays.Findings(tenant, id, 0, cancellation);
        return answer.IsOk ? new FindingPages(replays, tenant, id, answer.Value) : answer.Problem;
    }

    /// <summary>The findings, so many at most.</summary>
    /// <exception cref="ReplayRefusedException">The rest cannot be read: who has it has gone.</exception>
    public async IAsyncEnumerable<string> Read(long limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (page, left) = (first, limit);
        while (true)
        {
            foreach (var line in page.Lines)
            {
                if (left-- <= 0)
                {
                    yield break;
                }

                yield return line;
            }

            if (page.IsLast)
            {
                yield break;
            }

            var next = await replays.Findings(Tenant, id, page.Next, cancellation);
            page = next.IsOk ? next.Value : throw new ReplayRefusedException(next.Problem);
        }
    }
}
