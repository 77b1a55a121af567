using Personalization.Journal;

namespace Personalization.Chaos.Checking;

/// <summary>A promise that can be judged by reading the whole journal once.</summary>
internal interface IRecordRule
{
    /// <summary>Its name, for people.</summary>
    string Name { get; }

    /// <summary>Sees the next event of the feed.</summary>
    void See(in StoredEvent stored);

    /// <summary>What is wrong, in sentences; none where all is well. After the last event.</summary>
    IEnumerable<string> Violations();
}
