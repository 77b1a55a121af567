namespace Personalization.Journal.Control;

/// <summary>The good keys in memory. Changes by this process are seen at once, those of others within <see cref="Limits.ControlCheckInterval"/>.</summary>
public interface IKeyDirectory
{
    /// <summary>The good key with this text, or null.</summary>
    /// <exception cref="IOException">The store has been away for so long that what is in memory says nothing any more.</exception>
    ApiKey? Find(ReadOnlySpan<char> text);
}
