using System.Collections.Concurrent;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>The subjects that nobody may fold just now. Their grains hold no profile, and every turn that finds none asks here before it loads one.</summary>
internal sealed class ClosedSubjects
{
    private readonly ConcurrentDictionary<SubjectKey, bool> closed = [];
    private int count;

    /// <summary>Whether a subject is closed. One read of memory while none is.</summary>
    public bool Has(in SubjectKey subject) => Volatile.Read(ref count) > 0 && closed.ContainsKey(subject);

    /// <summary>Closes a subject.</summary>
    /// <returns>Opens it again.</returns>
    /// <exception cref="InvalidOperationException">It is closed already.</exception>
    public IDisposable Add(SubjectKey subject)
    {
        if (!closed.TryAdd(subject, true))
        {
            throw new InvalidOperationException("The subject is closed already.");
        }

        Interlocked.Increment(ref count);
        return new Opening(this, subject);
    }

    private void Remove(in SubjectKey subject)
    {
        if (closed.TryRemove(subject, out _))
        {
            Interlocked.Decrement(ref count);
        }
    }

    private sealed class Opening(ClosedSubjects all, SubjectKey subject) : IDisposable
    {
        public void Dispose() => all.Remove(subject);
    }
}
