using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>Reads declarations of functions from the JSON form of <c>cel.expr.Decl</c>.</summary>
internal static class ProtoFunction
{
    /// <summary>The overloads of a declared function, without those of types that the language part does not have.</summary>
    public static IEnumerable<FunctionDeclaration> Read(JsonElement declaration)
    {
        if (!declaration.Has("function", out var function))
            yield break;
        foreach (var overload in function.Each("overloads"))
        {
            var parameters = overload.Each("params").Select(ProtoType.Read).ToList();
            if (overload.Has("result_type", out var type) && ProtoType.Read(type) is { } result && parameters.TrueForAll(parameter => parameter is not null))
                yield return new(declaration.Text("name"), overload.Flag("is_instance_function"), [.. parameters.OfType<CelType>()], result);
        }
    }
}
