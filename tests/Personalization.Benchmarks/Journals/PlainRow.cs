namespace Personalization.Benchmarks.Journals;

/// <summary>An event as a row.</summary>
internal readonly record struct PlainRow(long Subject, long Version, long IdHash, short Type, byte[] Payload);
