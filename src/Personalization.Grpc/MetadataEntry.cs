namespace Personalization.Grpc;

/// <summary>One name and value beside a call's messages.</summary>
/// <param name="Key">Lower-case name of <c>0-9 a-z _ - .</c>; ends in <c>-bin</c> exactly when the value is binary.</param>
/// <param name="Text">The value, or the unpadded base64 of a binary value: what travels in the header.</param>
public readonly record struct MetadataEntry(string Key, string Text)
{
    /// <summary>True when the value is bytes.</summary>
    public bool IsBinary => Key.EndsWith(Metadata.BinarySuffix, StringComparison.Ordinal);
}
