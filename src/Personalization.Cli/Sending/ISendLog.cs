namespace Personalization.Cli.Sending;

/// <summary>Is told what becomes of events while they are sent. One call at a time.</summary>
internal interface ISendLog
{
    /// <summary>An event was refused. Told in the order of the source.</summary>
    void Rejected(RejectedItem item);

    /// <summary>Every event up to a place in the source is durable, or was told as refused.</summary>
    /// <param name="number">The place.</param>
    /// <param name="share">How much of the source lies up to there, 0 to 1; null where that is not known.</param>
    /// <param name="counts">What became of the events up to there.</param>
    void Settled(long number, double? share, SentCounts counts);

    /// <summary>The server is out of reach or wants a pause; sending goes on after a while.</summary>
    void Waiting(string reason, TimeSpan pause);
}
