using Personalization.Gateway.Grpc;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Replays;

public sealed class FindingMessagesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 200)]
    [InlineData(100, 401)]
    [InlineData(60_000, 500)]
    public async Task Findings_fit_their_messages_however_long_they_are(int chars, int count)
    {
        var findings = Enumerable.Range(0, count).Select(at => $"{at}" + new string('ü', chars)).ToList();
        var messages = new List<ReplayFindingsResponse>();
        await foreach (var message in FindingMessages.Pack(findings.ToAsyncEnumerable(), TestContext.Current.CancellationToken))
        {
            messages.Add(message);
        }

        Assert.Equal(findings, messages.SelectMany(message => message.Findings));
        Assert.All(messages, message => Assert.InRange(message.CalculateSize(), 1, new GrpcServerOptions().SentMessageBytesMax));
    }
}
