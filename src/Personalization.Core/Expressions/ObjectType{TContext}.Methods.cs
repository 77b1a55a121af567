using System.Collections.Immutable;
using Personalization.Core.Expressions.Checking;

namespace Personalization.Core.Expressions;

/// <content>
/// Methods: <c>user.times("error_seen", duration("24h"))</c>. Their arguments are written out, so that each call is resolved to one
/// reader when the expression is compiled and costs what a field costs. A name may be declared several times, with different parameters.
/// </content>
public sealed partial class ObjectType<TContext>
{
    /// <summary>Declares a method that gives a bool.</summary>
    public void AddBoolMethod(string name, ImmutableArray<CelType> parameters, MethodBinder<TContext, bool> bind) => Add(name, parameters, Bool, bind);

    /// <summary>Declares a method that gives an int.</summary>
    public void AddIntMethod(string name, ImmutableArray<CelType> parameters, MethodBinder<TContext, long> bind) => Add(name, parameters, Int, bind);

    /// <summary>Declares a method that gives a double.</summary>
    public void AddDoubleMethod(string name, ImmutableArray<CelType> parameters, MethodBinder<TContext, double> bind) => Add(name, parameters, Double, bind);

    /// <summary>Declares a method that gives a length of time, read in nanoseconds.</summary>
    public void AddDurationMethod(string name, ImmutableArray<CelType> parameters, MethodBinder<TContext, long> bind) =>
        Add(name, parameters, Duration, bind);

    /// <summary>Declares a method that gives a value of any type, read dynamically.</summary>
    public void AddDynamicMethod(string name, ImmutableArray<CelType> parameters, CelType result, MethodBinder<TContext, Value> bind) =>
        Add(name, parameters, result, bind);

    private void Add<TResult>(string name, ImmutableArray<CelType> parameters, CelType result, MethodBinder<TContext, TResult> bind) =>
        Add(new Method(name, parameters, result, (ImmutableArray<Value> arguments, out ArgumentProblem? problem) =>
            bind(arguments, out problem) is { } read ? new Field<TContext>(name, result, read, null) : null));
}
