using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Personalization.Architecture.Tests;

/// <summary>Walks the body of a method for the metadata tokens in it (ECMA-335, III.1.9).</summary>
internal static class Instructions
{
    private const byte TwoBytePrefix = 0xFE;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    public static List<(int Offset, EntityHandle Token)> TokensIn(BlobReader body)
    {
        var tokens = new List<(int, EntityHandle)>();
        while (body.RemainingBytes > 0)
        {
            var offset = body.Offset;
            int code = body.ReadByte();
            if (code == TwoBytePrefix)
                code = (code << 8) | body.ReadByte();

            var operand = Operands[code];
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineSig)
                tokens.Add((offset, MetadataTokens.EntityHandle(body.ReadInt32())));
            else
                Skip(ref body, operand == OperandType.InlineSwitch ? sizeof(int) * body.ReadInt32() : SizeOf(operand));
        }

        return tokens;
    }

    /// <summary>Moves on from where the reader is now: reading the size of a switch has moved it already.</summary>
    private static void Skip(ref BlobReader body, int bytes) => body.Offset += bytes;

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
