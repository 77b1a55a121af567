namespace Personalization.HostContract;

/// <summary>The kinds of <see cref="ModelStep"/>.</summary>
public enum ModelStepKind
{
    Append,
    AppendToTwo,
    AppendBehind,
    Reopen,
    ReadStream,
    ReadFeed,
    AskForIds,
    Erase,
}
