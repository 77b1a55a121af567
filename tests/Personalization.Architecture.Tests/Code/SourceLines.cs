using System.Reflection.Metadata;

namespace Personalization.Architecture.Tests;

/// <summary>Finds the source line of an instruction in the portable PDB beside an assembly.</summary>
internal sealed class SourceLines(string assemblyPath) : IDisposable
{
    private readonly MetadataReaderProvider symbols =
        MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assemblyPath, ".pdb")));

    /// <summary>The file and line, or null for code that the compiler made up.</summary>
    public string? Find(MethodDefinitionHandle method, int offset)
    {
        var reader = symbols.GetMetadataReader();
        SequencePoint? nearest = null;
        foreach (var point in reader.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints())
            if (!point.IsHidden && point.Offset <= offset)
                nearest = point;
        return nearest is { } found
            ? $"{Repository.Relative(reader.GetString(reader.GetDocument(found.Document).Name))}:{found.StartLine}"
            : null;
    }

    public void Dispose() => symbols.Dispose();
}
