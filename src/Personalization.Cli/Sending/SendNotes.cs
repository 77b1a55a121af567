namespace Personalization.Cli.Sending;

/// <summary>Tells a person what becomes of events: progress on a line, and a line for each that is refused.</summary>
internal sealed class SendNotes(Output output, SendProgress progress) : ISendLog
{
    /// <inheritdoc/>
    public void Rejected(RejectedItem item) => Note(item.AsNote());

    /// <inheritdoc/>
    public void Settled(long number, double? share, SentCounts counts) => progress.Draw(share, counts);

    /// <inheritdoc/>
    public void Waiting(string reason, TimeSpan pause) => Note($"{reason} Trying again in {Remaining.Of(pause)}.");

    /// <summary>Writes a line of its own.</summary>
    public void Note(string line)
    {
        progress.End();
        output.Notes.WriteLine(line);
    }
}
