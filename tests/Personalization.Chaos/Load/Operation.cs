using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>One call of a client, which says exactly the same each time that it is sent.</summary>
internal abstract record Operation
{
    /// <summary>What it is, for people.</summary>
    public abstract string Name { get; }

    /// <summary>Whose profiles are needed to answer it.</summary>
    public abstract IReadOnlyList<SubjectKey> Subjects { get; }

    /// <summary>Whether it may be sent again where nobody knows what became of it.</summary>
    public virtual bool IsRepeatable => true;

    /// <summary>Whether it asks for something to be recorded.</summary>
    public virtual bool IsWrite => true;

    /// <summary>Sends it, and notes what was acknowledged.</summary>
    /// <returns>The answer; its value is what is wrong with it, null for nothing.</returns>
    public abstract Task<Answer<string?>> Send(IGatewayCalls gateway, Ledger ledger);

    /// <summary>Looks at an answer that came.</summary>
    protected static Answer<string?> Read<T>(Answer<T> answer, Func<T, string?> read) =>
        answer.Kind == AnswerKind.Done ? Answer<string?>.Done(read(answer.Value!)) : Answer<string?>.Not(answer.Kind, answer.Why);
}
