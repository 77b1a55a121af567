using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Personalization.Architecture.Tests;

/// <summary>Reads from a compiled assembly which type uses what: in its bases, its signatures and its method bodies.</summary>
/// <remarks>Attributes and constants, which the compiler copies, are not seen.</remarks>
public sealed class CompiledAssembly : IDisposable
{
    private static readonly SignatureTypes Signatures = new();

    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly SourceLines lines;

    public CompiledAssembly(Assembly assembly)
    {
        file = new PEReader(File.OpenRead(assembly.Location));
        metadata = file.GetMetadataReader();
        lines = new SourceLines(assembly.Location);
    }

    public IEnumerable<string> References =>
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));

    public IEnumerable<Usage> Usages() => metadata.TypeDefinitions.SelectMany(UsagesOf);

    public void Dispose()
    {
        lines.Dispose();
        file.Dispose();
    }

    private IEnumerable<Usage> UsagesOf(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var from = SignatureTypes.NameOf(metadata, handle);
        var parents = type.GetInterfaceImplementations().Select(i => metadata.GetInterfaceImplementation(i).Interface).Append(type.BaseType);
        var fields = type.GetFields().SelectMany(field => metadata.GetFieldDefinition(field).DecodeSignature(Signatures, null));
        return parents.SelectMany(parent => TypesOf(parent)).Concat(fields).Concat(Constraints(type.GetGenericParameters()))
            .Select(used => new Usage(from.ToString(), from, used, null))
            .Concat(type.GetMethods().SelectMany(method => UsagesOf(from, method)));
    }

    private IEnumerable<Usage> UsagesOf(TypeName from, MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var name = $"{from}.{metadata.GetString(method.Name)}";
        var start = lines.Find(handle, 0) ?? name;
        foreach (var used in SignatureTypes.TypesOf(method.DecodeSignature(Signatures, null)).Concat(Constraints(method.GetGenericParameters())))
            yield return new Usage(start, from, used, null);
        if (method.RelativeVirtualAddress == 0)
            yield break;

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        var locals = body.LocalSignature.IsNil ? [] : TypesOf(body.LocalSignature);
        foreach (var used in locals.Concat(body.ExceptionRegions.SelectMany(region => TypesOf(region.CatchType))))
            yield return new Usage(start, from, used, null);
        foreach (var (offset, token) in Instructions.TokensIn(body.GetILReader()))
        {
            var where = lines.Find(handle, offset) ?? name;
            if (OwnerAndName(token) is var (owner, member))
                yield return new Usage(where, from, owner, member);
            foreach (var used in TypesOf(token))
                yield return new Usage(where, from, used, null);
        }
    }

    private IEnumerable<TypeName> Constraints(GenericParameterHandleCollection parameters) =>
        from parameter in parameters
        from constraint in metadata.GetGenericParameter(parameter).GetConstraints()
        from type in TypesOf(metadata.GetGenericParameterConstraint(constraint).Type)
        select type;

    /// <summary>The type and name of a used method or field, or null where the token is none.</summary>
    private (TypeName Owner, string Member)? OwnerAndName(EntityHandle token) => token.Kind switch
    {
        HandleKind.MethodSpecification => OwnerAndName(metadata.GetMethodSpecification((MethodSpecificationHandle)token).Method),
        HandleKind.MethodDefinition when metadata.GetMethodDefinition((MethodDefinitionHandle)token) is var method =>
            (SignatureTypes.NameOf(metadata, method.GetDeclaringType()), metadata.GetString(method.Name)),
        HandleKind.FieldDefinition when metadata.GetFieldDefinition((FieldDefinitionHandle)token) is var field =>
            (SignatureTypes.NameOf(metadata, field.GetDeclaringType()), metadata.GetString(field.Name)),
        HandleKind.MemberReference when metadata.GetMemberReference((MemberReferenceHandle)token) is var member
            && TypesOf(member.Parent) is [var owner, ..] => (owner, metadata.GetString(member.Name)),
        _ => null,
    };

    /// <summary>All types that a token mentions: its own, its owner's, its signature's, its type arguments'.</summary>
    private ImmutableArray<TypeName> TypesOf(EntityHandle token) => token.IsNil ? [] : token.Kind switch
    {
        HandleKind.TypeDefinition => [SignatureTypes.NameOf(metadata, (TypeDefinitionHandle)token)],
        HandleKind.TypeReference => [SignatureTypes.NameOf(metadata, (TypeReferenceHandle)token)],
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(Signatures, null),
        HandleKind.FieldDefinition => metadata.GetFieldDefinition((FieldDefinitionHandle)token).DecodeSignature(Signatures, null),
        HandleKind.MethodDefinition => SignatureTypes.TypesOf(metadata.GetMethodDefinition((MethodDefinitionHandle)token).DecodeSignature(Signatures, null)),
        HandleKind.MethodSpecification when metadata.GetMethodSpecification((MethodSpecificationHandle)token) is var method =>
            [.. TypesOf(method.Method), .. method.DecodeSignature(Signatures, null).SelectMany(types => types)],
        HandleKind.MemberReference when metadata.GetMemberReference((MemberReferenceHandle)token) is var member =>
            [.. TypesOf(member.Parent), .. SignatureOf(member)],
        HandleKind.StandaloneSignature when metadata.GetStandaloneSignature((StandaloneSignatureHandle)token) is var signature =>
            signature.GetKind() == StandaloneSignatureKind.LocalVariables
                ? [.. signature.DecodeLocalSignature(Signatures, null).SelectMany(types => types)]
                : SignatureTypes.TypesOf(signature.DecodeMethodSignature(Signatures, null)),
        _ => [],
    };

    private static ImmutableArray<TypeName> SignatureOf(MemberReference member) =>
        member.GetKind() == MemberReferenceKind.Field
            ? member.DecodeFieldSignature(Signatures, null)
            : SignatureTypes.TypesOf(member.DecodeMethodSignature(Signatures, null));
}
