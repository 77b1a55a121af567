namespace Personalization.Projections.Feed;

/// <summary>Is told what the consumers of the feed run into, for logs. Must not throw.</summary>
public interface IFeedObserver
{
    /// <summary>Some shards could not go on; they are tried again after a pause.</summary>
    /// <param name="failure">Which, where and why.</param>
    void Failed(FeedFailure failure);

    /// <summary>A shard that had failed goes on.</summary>
    void Recovered(string consumer, int shard);

    /// <summary>Another owner has moved the checkpoint of a shard; this one reads it again after a pause.</summary>
    void Lost(string consumer, int shard);

    /// <summary>The checkpoints lay behind the feed's end, as after a restore of an older journal; the consumer begins again.</summary>
    void WasAhead(string consumer, long checkpoint, long end);
}
