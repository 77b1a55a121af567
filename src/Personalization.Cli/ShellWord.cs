using System.Buffers;

namespace Personalization.Cli;

/// <summary>Words of a command line that is offered for copying.</summary>
internal static class ShellWord
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+,-./:=@_");

    /// <summary>A word as a POSIX shell reads it back: in single quotes where it holds anything that a shell may take for its own.</summary>
    public static string Of(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
