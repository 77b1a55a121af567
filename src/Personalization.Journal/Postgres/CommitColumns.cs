using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>A commit as the arrays that <c>append_events</c> takes: heads once per subject, then events.</summary>
internal sealed class CommitColumns
{
    private readonly Dictionary<SubjectKey, int> heads = [];
    private readonly List<long> headSubjects = [], headExpected = [], headMoved = [];
    private readonly List<int> headUnits = [];

    /// <summary>Lays calls out.</summary>
    /// <param name="calls">The calls, in order.</param>
    /// <param name="idOf">The id of a subject in the database.</param>
    public CommitColumns(IReadOnlyList<AppendCall> calls, Func<SubjectKey, long> idOf)
    {
        CallUnits = LinkedCalls.UnitsOf(calls);
        var count = calls.Sum(call => call.Events.Length);
        (Units, Subjects, Versions, Types, IdHashes, Payloads) = (new int[count], new long[count], new long[count], new short[count], new long[count], new byte[count][]);
        var next = 0;
        for (var at = 0; at < calls.Count; at++)
        {
            foreach (var part in calls[at].Parts)
            {
                var subject = MoveHead(part, CallUnits[at], idOf);
                for (var index = 0; index < part.Events; index++, next++)
                {
                    var one = calls[at].Events[part.FirstEvent + index];
                    (Units[next], Subjects[next], Versions[next]) = (CallUnits[at], subject, part.FirstVersion + index);
                    (Types[next], IdHashes[next], Payloads[next]) = ((short)one.Type, (long)one.IdHash, one.Payload);
                }
            }
        }
    }

    /// <summary>The unit of each call.</summary>
    public int[] CallUnits { get; }

    /// <summary>The subjects of the commit, each once.</summary>
    public long[] HeadSubjects => [.. headSubjects];

    /// <summary>The unit of each subject.</summary>
    public int[] HeadUnits => [.. headUnits];

    /// <summary>The version that each subject's first call was folded on.</summary>
    public long[] HeadExpected => [.. headExpected];

    /// <summary>The version that each subject's last call ends at.</summary>
    public long[] HeadMoved => [.. headMoved];

    /// <summary>The unit of each event.</summary>
    public int[] Units { get; }

    /// <summary>The subject of each event.</summary>
    public long[] Subjects { get; }

    /// <summary>The version of each event.</summary>
    public long[] Versions { get; }

    /// <summary>The kind of each event.</summary>
    public short[] Types { get; }

    /// <summary>The hash of each event's id.</summary>
    public long[] IdHashes { get; }

    /// <summary>The bytes of each event.</summary>
    public byte[][] Payloads { get; }

    private long MoveHead(in CallPart part, int unit, Func<SubjectKey, long> idOf)
    {
        if (heads.TryGetValue(part.Subject, out var at))
        {
            headMoved[at] = part.LastVersion;
            return headSubjects[at];
        }

        heads.Add(part.Subject, headSubjects.Count);
        headSubjects.Add(idOf(part.Subject));
        headUnits.Add(unit);
        headExpected.Add(part.FirstVersion - 1);
        headMoved.Add(part.LastVersion);
        return headSubjects[^1];
    }
}
