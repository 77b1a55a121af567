namespace Personalization.Core.Expressions;

/// <summary>
/// A declared type and the code that reads its fields from a context. A later declaration of the same name takes the place of an
/// earlier one. Readers are pure and cheap; they never fail: a field that is not set reads as nothing of its type, and its presence says so.
/// </summary>
/// <typeparam name="TContext">What is read from.</typeparam>
/// <param name="name">The type's name in messages.</param>
public sealed partial class ObjectType<TContext>(string name) : ObjectType(name)
    where TContext : struct
{
    /// <summary>Declares a member that has members itself.</summary>
    public void AddObject(string name, ObjectType<TContext> type) => Add(new Member(name, type));

    /// <summary>Declares a bool.</summary>
    public void AddBool(string name, Read<TContext, bool> read, Read<TContext, bool>? presence = null) => Add(name, Bool, read, presence);

    /// <summary>Declares an int.</summary>
    public void AddInt(string name, Read<TContext, long> read, Read<TContext, bool>? presence = null) => Add(name, Int, read, presence);

    /// <summary>Declares a double.</summary>
    public void AddDouble(string name, Read<TContext, double> read, Read<TContext, bool>? presence = null) => Add(name, Double, read, presence);

    /// <summary>Declares a text, never null.</summary>
    public void AddString(string name, Read<TContext, string> read, Read<TContext, bool>? presence = null) => Add(name, String, read, presence);

    /// <summary>Declares a point in time.</summary>
    public void AddTimestamp(string name, Read<TContext, CelTimestamp> read, Read<TContext, bool>? presence = null) =>
        Add(name, Timestamp, read, presence);

    /// <summary>Declares a length of time, read in nanoseconds.</summary>
    public void AddDuration(string name, Read<TContext, long> read, Read<TContext, bool>? presence = null) =>
        Add(name, Duration, read, presence);

    /// <summary>Declares a value of any type, read dynamically.</summary>
    public void AddDynamic(string name, CelType type, Read<TContext, Value> read, Read<TContext, bool>? presence = null) =>
        Add(name, type, read, presence);

    /// <summary>Declares a list of texts that is read one by one, so that nothing is made to search it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="at">Reads one of them.</param>
    public void AddTexts(string name, Read<TContext, long> count, TextAt<TContext> at) =>
        Add(name, List(String), new TextList<TContext>(count, at), null);

    private void Add(string name, CelType type, object read, Read<TContext, bool>? presence) =>
        Add(new Field<TContext>(name, type, read, presence));
}
