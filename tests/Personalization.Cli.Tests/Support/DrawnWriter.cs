namespace Personalization.Cli.Tests.Support;

/// <summary>Does something when progress is drawn for the first time, such as pressing Ctrl+C.</summary>
internal sealed class DrawnWriter(Action once) : StringWriter
{
    private Action? next = once;

    public bool HasRun => next is null;

    public override void Write(string? value)
    {
        base.Write(value);
        Interlocked.Exchange(ref next, null)?.Invoke();
    }
}
