namespace Personalization.Core.Expressions;

/// <summary>A member that holds a value, and the code that reads it.</summary>
/// <typeparam name="TContext">What is read from.</typeparam>
internal sealed class Field<TContext>(string name, CelType type, object reader, Read<TContext, bool>? presence) : Member(name, type)
    where TContext : struct
{
    /// <summary>A <see cref="Read{TContext, TResult}"/> of the type at run time, or a <see cref="TextList{TContext}"/>.</summary>
    public object Reader { get; } = reader;

    /// <summary>What <c>has()</c> answers; null for a field that is always there.</summary>
    public Read<TContext, bool>? Presence { get; } = presence;
}
