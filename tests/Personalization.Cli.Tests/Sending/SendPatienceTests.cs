using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Personalization.Cli.Sending;
using Personalization.Grpc;

namespace Personalization.Cli.Tests.Sending;

public sealed class SendPatienceTests
{
    private static readonly RpcException Away = new(StatusCode.Unavailable, "away");

    private readonly SendPatience patience = new();

    [Fact]
    public void A_server_that_never_answered_is_not_tried_again() => Assert.Null(patience.After(Away));

    [Fact]
    public void A_server_that_asks_for_a_pause_gets_it() =>
        Assert.Equal(TimeSpan.FromSeconds(7), patience.After(Busy(TimeSpan.FromSeconds(7))));

    [Fact]
    public void No_pause_is_longer_than_the_longest() =>
        Assert.Equal(Limits.SendPauseLongest, patience.After(Busy(TimeSpan.FromDays(1))));

    [Fact]
    public void Pauses_double_up_to_the_longest_and_end_some_time()
    {
        patience.Renew();
        var pauses = new List<TimeSpan>();
        while (patience.After(Away) is { } pause)
        {
            pauses.Add(pause);
        }

        Assert.Equal(Limits.SendAttemptsMax, pauses.Count);
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 16, 30], pauses.Take(8).Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public void What_is_acknowledged_renews_it()
    {
        patience.Renew();
        patience.After(Away);
        patience.After(Away);
        patience.Renew();
        Assert.Equal(Limits.SendPauseFirst, patience.After(Away));
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData(StatusCode.PermissionDenied)]
    public void What_would_be_refused_again_is_not_tried_again(StatusCode code)
    {
        patience.Renew();
        Assert.Null(patience.After(new RpcException(code, "no")));
    }

    private static RpcException Busy(TimeSpan pause) =>
        new(StatusCode.Unavailable, "busy", new RetryInfo { RetryDelay = Duration.FromTimeSpan(pause) });
}
