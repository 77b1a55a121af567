using System.CommandLine;
using Personalization.Core.Expressions;

namespace Personalization.Hosting.Settings;

/// <summary>Parses the flags of a server, answers <c>--help</c>, and says of a wrong flag what is meant.</summary>
/// <param name="intro">What <c>--help</c> says first.</param>
/// <param name="texts">The texts that a flag can hold.</param>
/// <param name="switches">The flags that are set or not.</param>
public sealed class FlagParser(string intro, IReadOnlyList<Option<string?>> texts, IReadOnlyList<Option<bool>> switches)
{
    /// <summary>A flag that holds a text.</summary>
    /// <param name="name">Its name with dashes.</param>
    /// <param name="shape">What it is called in <c>--help</c>.</param>
    /// <param name="description">What it does.</param>
    public static Option<string?> Text(string name, string shape, string description)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new Option<string?>(name) { Description = description, HelpName = shape.Trim('<', '>') };
    }

    /// <summary>Parses the flags.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="exitCode">What to end with where there is nothing to run: help was asked for, or the flags are wrong; both have been answered.</param>
    /// <returns>Gives the value of a flag by its name without dashes; null where there is nothing to run.</returns>
    public Func<string, string?>? Parse(IReadOnlyList<string> args, out int exitCode)
    {
        var command = new RootCommand(intro);
        foreach (var option in texts)
        {
            command.Add(option);
        }

        foreach (var option in switches)
        {
            command.Add(option);
        }

        // The server is not run inside an action: the parser would then take the signals that the host must get.
        command.SetAction(_ => 0);
        var parsed = command.Parse(args);
        if (parsed.Action == command.Action)
        {
            exitCode = 0;
            return name => ValueOf(parsed, "--" + name);
        }

        if (parsed.Errors.Count > 0)
        {
            Report(parsed);
            exitCode = SettingsException.Usage;
            return null;
        }

        parsed.Invoke();
        exitCode = 0;
        return null;
    }

    /// <summary>Says what is wrong and where to read on, rather than a page of help that hides it.</summary>
    private void Report(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            var names = texts.Select(one => one.Name).Concat(switches.Select(one => one.Name)).ToList();
            var nearest = Spelling.Nearest(unknown.Split('=', 2)[0].TrimStart('-'), names.Select(name => name.TrimStart('-')));
            Console.Error.WriteLine($"error: There is no option '{unknown}'{(nearest is null ? $"; there are {string.Join(", ", names)}." : $"; did you mean --{nearest}?")}");
        }
        else
        {
            Console.Error.WriteLine("error: " + parsed.Errors[0].Message);
        }

        Console.Error.WriteLine("--help lists all options.");
    }

    private string? ValueOf(ParseResult parsed, string name)
    {
        foreach (var option in switches)
        {
            if (option.Name == name)
            {
                return parsed.GetValue(option) ? "true" : null;
            }
        }

        return texts.FirstOrDefault(option => option.Name == name) is { } text ? parsed.GetValue(text) : null;
    }
}
