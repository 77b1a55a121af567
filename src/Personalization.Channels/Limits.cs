namespace Personalization.Channels;

/// <summary>Every bound of the ways to and from brokers, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>Messages that a broker hands out before they are acknowledged: two whole batches, so that one is read while the other is on its way to the journal.</summary>
    public const ushort Prefetch = 1_000;

    /// <summary>The most messages that a setting may have handed out: beyond it they only lie about, and those of the longest allowed length would take a gigabyte.</summary>
    public const ushort PrefetchMax = 2_000;

    /// <summary>Queues that are read, and outlets, of one server: each has a connection, and a queue up to its prefetch of messages.</summary>
    public const int ChannelsMax = 32;

    /// <summary>The longest name of a queue, an exchange or a routing key, in bytes: AMQP 0-9-1 has no longer ones.</summary>
    public const int NameBytesMax = 255;

    /// <summary>The longest name of an outlet, in bytes: with the word before it, it fits into the name of a consumer of the feed.</summary>
    public const int OutletNameBytesMax = 32;

    /// <summary>The longest file of settings: every channel with every name at its longest.</summary>
    public const int SettingsBytesMax = 256 * 1024;

    /// <summary>Messages that are with a broker unconfirmed: enough that one answer of its disk covers many.</summary>
    public const int UnconfirmedMax = 256;

    /// <summary>How long a broker may take to confirm: a cluster that elects a leader anew takes seconds.</summary>
    public static readonly TimeSpan ConfirmWait = TimeSpan.FromSeconds(30);

    /// <summary>The first wait before a broker is tried again; it doubles from try to try.</summary>
    public static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait between two tries.</summary>
    public static readonly TimeSpan PauseLongest = TimeSpan.FromSeconds(30);

    /// <summary>How long a broker may take to say goodbye before its connection is dropped: a process that stops has 20 s for everything.</summary>
    public static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(2);

    /// <summary>How long an empty queue is watched before it counts as empty: what the broker has handed out arrives well within it.</summary>
    public static readonly TimeSpan EmptyWait = TimeSpan.FromMilliseconds(500);
}
