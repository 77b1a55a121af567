using System.Buffers;
using System.IO.Pipelines;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class BrokenPipeTests
{
    private static readonly byte[] TwoFrames = RawCall.Frames(gzip: false, new Ping { Number = 1 }, new Ping { Number = 2 });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_found_while_reading_or_advancing_is_the_callers_cancellation(bool whileReading)
    {
        var source = new MessageSource(new BreakingPipe(whileReading), gzip: false, 1000, error => new RpcException(StatusCode.Cancelled, "gone", error));

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await source.ReadAllAsync(Ping.Parser, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.Cancelled, error.Code);
    }

    /// <summary>Gives some frames, and breaks either when it is told what was read, or when it is asked for more.</summary>
    private sealed class BreakingPipe(bool whileReading) : PipeReader
    {
        private bool _read;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            if (_read && whileReading)
                throw new IOException("The client reset the request stream.");
            _read = true;
            return ValueTask.FromResult(new ReadResult(new ReadOnlySequence<byte>(TwoFrames), isCanceled: false, isCompleted: false));
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            if (!whileReading)
                throw new IOException("The client reset the request stream.");
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
