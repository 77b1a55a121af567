namespace Personalization.Channels;

/// <summary>Is told how the connection of an inlet or an outlet is doing, for logs and metrics.</summary>
public interface IConnectionWatch
{
    /// <summary>It stands, for the first time or again.</summary>
    void Opened();

    /// <summary>It could not be made, or is lost; it is tried again.</summary>
    /// <param name="reason">A whole sentence for people, with what to do about it where that is known. Holds no password.</param>
    void Lost(string reason);
}
