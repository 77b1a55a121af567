using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Personalization.Grpc.V1;
using Personalization.Replay.Jobs;

namespace Personalization.Cli.Commands.Replaying;

/// <summary>The options that say which part of history a replay reads, shared by every command that starts one.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<string?> from = new("--from") { Description = "Only what was received from then on: a time such as 2026-03-01T09:30:00Z, or a day in UTC." };
    private readonly Option<string?> to = new("--to") { Description = "Only what was received before." };
    private readonly Option<string?> subjects = new("--subjects") { Description = "Only these: user:u1,account:a1, or @file with one a line." };

    /// <summary>Makes the options part of a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(from);
        command.Add(to);
        command.Add(subjects);
    }

    /// <summary>Puts them into a request.</summary>
    /// <exception cref="UsageException">A time or a subject is none, nothing lies between the times, or the file cannot be read.</exception>
    public void Read(ParseResult parsed, ReplayStartRequest request)
    {
        request.From = Time(parsed, from);
        request.To = Time(parsed, to);
        if (request.From is { } begin && request.To is { } end && begin.ToDateTimeOffset() >= end.ToDateTimeOffset())
        {
            throw new UsageException($"--to {parsed.GetValue(to)} must be later than --from {parsed.GetValue(from)}.");
        }

        var named = Subjects(parsed.GetValue(subjects));
        if (named.FirstOrDefault(text => !SubjectName.TryParse(text, default, out _)) is { } wrong)
        {
            throw new UsageException($"--subjects {wrong} is no subject. Write user:u1, account:a1 or anonymous:v1.");
        }

        request.Subjects.Add(named);
    }

    private static Timestamp? Time(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        return TimeText.TryParse(text, out var time) || TimeText.TryParseDay(text, out time)
            ? Timestamp.FromDateTimeOffset(time)
            : throw new UsageException($"{option.Name} {text} is no time. Write it like 2026-03-01T09:30:00Z, or 2026-03-01 for a day that begins in UTC.");
    }

    private static string[] Subjects(string? text)
    {
        const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (text is null || !text.StartsWith('@'))
        {
            return text?.Split(',', Trimmed) ?? [];
        }

        try
        {
            return File.ReadAllText(text[1..]).Split('\n', Trimmed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file {text[1..]} cannot be read: {unreadable.Message}");
        }
    }
}
