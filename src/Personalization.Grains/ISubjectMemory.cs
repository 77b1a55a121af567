using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;

namespace Personalization.Grains;

/// <summary>What the processes of a host remember of subjects beside the stores, and how it goes when a subject is destroyed.</summary>
public interface ISubjectMemory
{
    /// <summary>
    /// Runs what destroys a subject in the stores. When this returns nobody has anything of it in memory, and nothing that was folded before is on its way to a snapshot. A turn that needs
    /// the subject meanwhile ends with <see cref="SubjectClosedException"/>, or is told by the journal that it was too late; what it brings later begins a new stream.
    /// </summary>
    /// <param name="subject">Whom.</param>
    /// <param name="destroy">Destroys it; may run again after an exception.</param>
    /// <returns>What <paramref name="destroy"/> returned.</returns>
    /// <exception cref="InvalidOperationException">The subject is being destroyed already.</exception>
    /// <exception cref="ErasureUnfinishedException">It is destroyed in the stores, and a process that may remember it does not answer: do it again.</exception>
    ValueTask<T> Destroy<T>(SubjectKey subject, Func<ValueTask<T>> destroy);

    /// <summary>Waits until all that was under way with a subject is durable, or was refused. What is in memory of it goes, and is read again when somebody asks.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ErasureUnfinishedException">A process does not answer.</exception>
    ValueTask Settle(SubjectKey subject, CancellationToken cancellation);
}
