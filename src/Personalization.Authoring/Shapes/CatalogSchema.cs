using Personalization.Authoring.Sources;
using Personalization.Core;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Authoring.Shapes;

/// <summary>The published JSON Schema of catalog files; the loader checks with the very file that editors use.</summary>
public static class CatalogSchema
{
    private const string Resource = "catalog.schema.json";
    private static readonly Lazy<ContractSchema> Compiled = new(Compile);

    /// <summary>The schema's own text, UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Json { get; } = ReadResource();

    /// <summary>The schema, compiled.</summary>
    internal static ContractSchema Instance => Compiled.Value;

    private static ContractSchema Compile()
    {
        var problems = new List<Problem>();
        var dialect = SchemaDialect.Contract with { StepsMax = Limits.ShapeStepsMax };
        return ContractSchema.Compile(JsonSource.Read(Json, Resource).ToValue(), dialect, problems)
            ?? throw new InvalidOperationException($"The published catalog schema does not compile: {string.Join("; ", problems)}");
    }

    private static byte[] ReadResource()
    {
        using var stream = typeof(CatalogSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
