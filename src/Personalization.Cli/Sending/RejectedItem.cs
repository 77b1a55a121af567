namespace Personalization.Cli.Sending;

/// <summary>An event that was refused.</summary>
/// <param name="Number">Its place in the source.</param>
/// <param name="Code">Why, for programs.</param>
/// <param name="Path">The field that is wrong, or nothing.</param>
/// <param name="Message">Why, for people.</param>
/// <param name="Json">What the source held.</param>
internal sealed record RejectedItem(long Number, string Code, string Path, string Message, ReadOnlyMemory<byte> Json)
{
    /// <summary>One line for people.</summary>
    public string AsNote() => $"line {Number}: {string.Join(' ', ((string[])[Code, Path, Message]).Where(part => part.Length > 0))}";
}
