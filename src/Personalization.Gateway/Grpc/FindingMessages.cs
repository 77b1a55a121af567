using System.Runtime.CompilerServices;
using System.Text;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Grpc;

/// <summary>Packs findings into messages, each below the message limit.</summary>
internal static class FindingMessages
{
    /// <summary>Packs findings in their order.</summary>
    public static async IAsyncEnumerable<ReplayFindingsResponse> Pack(IAsyncEnumerable<string> findings, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (message, bytes) = (new ReplayFindingsResponse(), 0);
        await foreach (var finding in findings.WithCancellation(cancellation))
        {
            message.Findings.Add(finding);
            bytes += Encoding.UTF8.GetByteCount(finding);
            if (message.Findings.Count < Limits.FindingsPerMessage && bytes < Limits.FindingBytesPerMessage)
            {
                continue;
            }

            yield return message;
            (message, bytes) = (new ReplayFindingsResponse(), 0);
        }

        if (message.Findings.Count > 0)
        {
            yield return message;
        }
    }
}
