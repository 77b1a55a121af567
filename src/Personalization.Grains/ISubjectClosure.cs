using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>Keeps everybody away from a subject while it is erased: what is in memory of it goes, unsaved, and nobody folds it again until the closure ends.</summary>
public interface ISubjectClosure
{
    /// <summary>
    /// Closes a subject. When this returns, all that was appended to it is durable, no snapshot of it is on its way any more, and every turn that needs it ends with
    /// <see cref="SubjectClosedException"/>.
    /// </summary>
    /// <param name="subject">Whom.</param>
    /// <param name="cancellation">Gives up; the subject is open again then.</param>
    /// <returns>Opens the subject again when it is disposed of.</returns>
    /// <exception cref="InvalidOperationException">It is closed already.</exception>
    ValueTask<IDisposable> Close(SubjectKey subject, CancellationToken cancellation);
}
