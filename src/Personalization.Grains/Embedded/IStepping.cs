using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>How a simulation runs the host on one thread, the same way each time: in place of the thread pool, which decides the order of everything that waits.</summary>
internal interface IStepping
{
    /// <summary>Compares keys: their own hashes differ from process to process, and so would the order in which grains are swept.</summary>
    IEqualityComparer<SubjectKey> Keys { get; }

    /// <summary>Starts a piece of work of its own.</summary>
    Task Start(Func<Task> work);

    /// <summary>Goes on, for each of those who wait in turn, once a task has ended in whatever way.</summary>
    Task Until(Task ended);
}
