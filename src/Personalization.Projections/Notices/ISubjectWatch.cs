namespace Personalization.Projections.Notices;

/// <summary>Somebody who watches one subject. One reader at a time.</summary>
public interface ISubjectWatch : IAsyncDisposable
{
    /// <summary>Waits for the next notice; what has come since the last one is one notice.</summary>
    ValueTask<ChangeNotice> Next(CancellationToken cancellation);
}
