using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>The names of a case as an environment, with their values.</summary>
internal static class CaseEnvironment
{
    /// <summary>Declares what a case declares and binds; false, with a sentence, where that needs what the language part does not have.</summary>
    public static bool TryMake(
        CelCase one,
        [NotNullWhen(true)] out ObjectType<Bound>? environment,
        out Value[] values,
        out ImmutableArray<FunctionDeclaration> functions,
        [NotNullWhen(false)] out string? missing)
    {
        environment = null;
        functions = [];
        var types = new Dictionary<string, CelType>(StringComparer.Ordinal);
        values = new Value[one.Declarations.Count + one.Bindings.Count];
        foreach (var declaration in one.Declarations)
        {
            if (!declaration.Has("ident", out var ident) || !ident.Has("type", out var type))
            {
                functions = functions.AddRange(ProtoFunction.Read(declaration));
                continue;
            }

            if (ProtoType.Read(type) is not { } declared)
            {
                missing = $"there is no type {ProtoType.Text(type)}";
                return false;
            }

            types[declaration.Text("name")] = declared;
        }

        foreach (var name in one.Bindings.Keys)
            types.TryAdd(name, CelType.Dyn);
        environment = new ObjectType<Bound>("names");
        var slot = 0;
        foreach (var (name, type) in types)
        {
            if (!TryValue(one, name, out values[slot]))
            {
                missing = $"there is no such value as that of {name}";
                return false;
            }

            Declare(environment, name, type, slot++);
        }

        missing = null;
        return true;
    }

    /// <summary>The value bound to a name; an error where there is none, which only shows when it is read.</summary>
    private static bool TryValue(CelCase one, string name, out Value value)
    {
        value = Value.Error($"no value is bound to {name}");
        return !one.Bindings.TryGetValue(name, out var binding)
            || (binding.Has("value", out var json) && ProtoValue.TryRead(json, out value));
    }

    private static void Declare(ObjectType<Bound> environment, string name, CelType type, int slot) =>
        environment.AddDynamic(name, type, (in bound, ref frame) =>
        {
            var value = bound.Values[slot];
            if (value.Kind == ValueKind.Error)
                frame.Fail(value.AsError);
            return value;
        });
}
