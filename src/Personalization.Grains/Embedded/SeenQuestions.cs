using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>
/// What a batch has to ask the journal: whether a stream really holds an id that it may hold. Asked outside of all gates;
/// meanwhile each grain in question notes what it appends.
/// </summary>
internal sealed class SeenQuestions(EmbeddedContext context)
{
    private const int Elsewhere = -1;
    private readonly Dictionary<(SubjectKey Stream, string Id), (bool IsSeen, int Loads)> answers = [];
    private readonly List<(SubjectKey Stream, string Id, int Loads)> open = [];
    private readonly HashSet<Grain> watched = [];

    /// <summary>Whether a stream holds an id; null where that has still to be asked, which this notes down. Call it under the stream's gate.</summary>
    /// <param name="grain">The stream's owner.</param>
    /// <param name="id">The id.</param>
    /// <param name="idHash">Its stable hash.</param>
    public bool? IsSeen(Grain grain, string id, ulong idHash)
    {
        // A "no" counts only from when the grain was watched, and not for what another node appended.
        if (answers.TryGetValue((grain.Key, id), out var answer) && (answer.IsSeen || (answer.Loads == grain.Loads && watched.Contains(grain))))
        {
            return answer.IsSeen || grain.Watch!.Contains(idHash);
        }

        if (watched.Add(grain))
        {
            grain.Watch ??= new AppendWatch();
            grain.Watch.Askers++;
        }

        open.Add((grain.Key, id, grain.Loads));
        return null;
    }

    /// <summary>The same for a stream that nobody else can append this id to while the caller's turn runs.</summary>
    public bool? IsSeenElsewhere(in SubjectKey stream, string id)
    {
        if (answers.TryGetValue((stream, id), out var answer))
        {
            return answer.IsSeen;
        }

        open.Add((stream, id, Elsewhere));
        return null;
    }

    /// <summary>Asks the journal everything that is open.</summary>
    public async ValueTask Ask(CancellationToken cancellation)
    {
        foreach (var (stream, id, loads) in open)
        {
            // The journal answers for what is durable, and what is not yet is what was just sent twice.
            if (context.Grains.TryPeek(stream, out var grain))
            {
                await context.Commits.WaitForEnd(grain.LastCommit).ConfigureAwait(false);
            }

            if (loads == Elsewhere && context.Lost is not null)
            {
                // What is remembered of a stream that others go on with is too old.
                await context.Journal.ReadHead(stream, cancellation).ConfigureAwait(false);
            }

            answers[(stream, id)] = (await context.Journal.Contains(stream, id, cancellation).ConfigureAwait(false), loads);
        }

        open.Clear();
    }

    /// <summary>Nobody is watched any more.</summary>
    public void Close()
    {
        foreach (var grain in watched)
        {
            lock (grain.Gate)
            {
                if (--grain.Watch!.Askers == 0)
                {
                    grain.Watch = null;
                }
            }
        }

        watched.Clear();
    }
}
