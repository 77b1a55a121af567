using System.CommandLine;
using Google.Protobuf.WellKnownTypes;

namespace Personalization.Cli;

/// <summary>The options of a look at the past, shared by <c>decide</c>, <c>explain</c> and <c>profile</c>.</summary>
internal sealed class PastOptions
{
    private readonly Option<string?> at = new("--at") { Description = "As of this time, such as 2026-03-01T09:30:00Z: with what was known then and the catalog of then." };
    private readonly Option<string?> catalog = new("--catalog") { Description = "With --at: the content hash of another published catalog." };

    /// <summary>Makes the options part of a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(at);
        command.Add(catalog);
        return command;
    }

    /// <summary>The time, or null for now, and the hash of another catalog, or an empty text.</summary>
    /// <exception cref="UsageException">The time is none, or a catalog is named without a time.</exception>
    public (Timestamp? At, string Catalog) Read(ParseResult parsed)
    {
        var other = parsed.GetValue(catalog) ?? "";
        if (parsed.GetValue(at) is not { } text)
        {
            return other.Length == 0 ? (null, "") : throw new UsageException("--catalog says something with --at only: now is decided by the active catalog.");
        }

        return TimeText.TryParse(text, out var time)
            ? (Timestamp.FromDateTimeOffset(time), other)
            : throw new UsageException($"--at {text} is no time. Write it like 2026-03-01T09:30:00Z, or with the offset of its zone: 2026-03-01T10:30:00+01:00.");
    }
}
