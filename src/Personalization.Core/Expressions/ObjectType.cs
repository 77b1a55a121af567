using System.Collections.Immutable;
using Personalization.Core.Expressions.Checking;

namespace Personalization.Core.Expressions;

/// <summary>A declared type with named members. The names that an expression may use are the members of one such type.</summary>
/// <remarks>Members are resolved when an expression is compiled: an object has no value of its own at run time.</remarks>
public class ObjectType : CelType
{
    private readonly Dictionary<string, Member> members = new(StringComparer.Ordinal);

    private readonly Dictionary<string, ImmutableArray<Method>> methods = new(StringComparer.Ordinal);

    private protected ObjectType(string name)
        : base(CelTypeKind.Object, name)
    {
    }

    /// <summary>The names of all members.</summary>
    public IReadOnlyCollection<string> Names => members.Keys;

    /// <summary>The names of all methods.</summary>
    public IReadOnlyCollection<string> MethodNames => methods.Keys;

    /// <summary>
    /// Everything that can be written from here on, as expressions write it: <c>errors.import.open</c>, <c>exposures["upsell.runs"].served</c>, and <c>did(</c>
    /// for a method. Refused names are left out.
    /// </summary>
    public IEnumerable<string> Paths => Suffixes.Select(suffix => suffix.TrimStart('.'));

    private IEnumerable<string> Suffixes => members.Values
        .Where(member => member.Refusal is null)
        .SelectMany(member => member.Type is ObjectType type ? type.Suffixes.Select(suffix => Behind(member.Name) + suffix) : [Behind(member.Name)])
        .Concat(methods.Keys.Select(name => $".{name}("));

    /// <summary>Declares that a name may not be used here; <paramref name="why"/> is the sentence that the author of an expression gets.</summary>
    public void Refuse(string name, string why) => Add(new Member(name, Dyn) { Refusal = why });

    internal bool TryFind(string name, out Member member) => members.TryGetValue(name, out member!);

    internal bool TryFindMethods(string name, out ImmutableArray<Method> overloads) => methods.TryGetValue(name, out overloads);

    /// <summary>Adds an overload of a method.</summary>
    private protected void Add(Method method) =>
        methods[method.Name] = methods.TryGetValue(method.Name, out var earlier) ? earlier.Add(method) : [method];

    /// <summary>Adds a member, in place of an earlier one of the same name.</summary>
    private protected void Add(Member member) => members[member.Name] = member;

    private static string Behind(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !char.IsAsciiDigit(name[0]) ? $".{name}" : $"[\"{name}\"]";
}
