namespace Personalization.Silo.Hosting;

/// <summary>
/// Ends the process at once with one line on standard error and 1, where Orleans would write pages, wait and dump core. There is nothing to drain: what this silo owned
/// belongs to others already, and what was acknowledged is durable.
/// </summary>
/// <param name="silo">Which silo this is.</param>
internal sealed class FatalError(ILocalSiloDetails silo) : IFatalErrorHandler
{
    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        Console.Error.WriteLine("error: " + Sentence(context, exception));
        Environment.Exit(1);
    }

    private string Sentence(string? context, Exception? exception) =>
        exception is null
            ? $"The other silos have declared this one ({silo.SiloAddress.Endpoint}) dead and taken over its subjects, so it ends. Start it again; it was cut off, or stood still for longer than --probe allows."
            : $"This silo cannot take part in the cluster any more ({context}: {exception.Message}), so it ends. Start it again.";
}
