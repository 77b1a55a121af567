using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Chaos.Checking;

/// <summary>The versions of each stream are 1, 2, 3 … in the order of the feed.</summary>
internal sealed class VersionRule : IRecordRule
{
    private readonly Dictionary<SubjectKey, long> last = [];
    private readonly List<string> wrong = [];

    /// <inheritdoc/>
    public string Name => "versions";

    /// <summary>The version of each stream's last event.</summary>
    public IReadOnlyDictionary<SubjectKey, long> Last => last;

    /// <inheritdoc/>
    public void See(in StoredEvent stored)
    {
        var expected = last.GetValueOrDefault(stored.Subject) + 1;
        if (stored.Version != expected)
        {
            wrong.Add($"{stored.Subject} has version {stored.Version} where {expected} should be.");
        }

        last[stored.Subject] = stored.Version;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Violations() => wrong;
}
