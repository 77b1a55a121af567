using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions.Encoders;

namespace Personalization.Core.Expressions.Libraries;

/// <summary>The extension <c>encoders</c>. https://github.com/google/cel-go/blob/master/ext/README.md#encoders</summary>
internal static class EncoderLibrary
{
    public static Function[] Functions { get; } =
    [
        new("base64.encode", Base64.Encode, "(bytes) -> string"),
        new("base64.decode", Base64.Decode, "(string) -> bytes"),
    ];
}
