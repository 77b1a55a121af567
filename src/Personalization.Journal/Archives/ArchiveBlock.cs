namespace Personalization.Journal.Archives;

/// <summary>Some neighbouring commits of an archive, packed together.</summary>
/// <param name="FirstCommit">The first commit.</param>
/// <param name="Commits">How many commits follow each other from there.</param>
/// <param name="At">Where its packed bytes begin in the file.</param>
/// <param name="Bytes">How many packed bytes there are.</param>
/// <param name="RawBytes">How many there are unpacked.</param>
/// <param name="Checksum">The checksum of the packed bytes.</param>
internal readonly record struct ArchiveBlock(long FirstCommit, int Commits, long At, int Bytes, int RawBytes, ulong Checksum);
