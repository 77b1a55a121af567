using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Personalization.Cli;

/// <summary>A command whose help ends with examples to copy.</summary>
internal sealed class ExplainedCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>The examples, each a whole command line.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <summary>Adds the examples to the help of a program and all its commands.</summary>
    public static void ExtendHelp(RootCommand program)
    {
        var help = program.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction plain) : SynchronousCommandLineAction
    {
        /// <summary>Who asks for help need not have got the rest right.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = plain.Invoke(parseResult);
            if (parseResult.CommandResult.Command is ExplainedCommand { Examples.Count: > 0 } command)
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var example in command.Examples)
                {
                    output.WriteLine("  " + example);
                }

                output.WriteLine();
            }

            return exitCode;
        }
    }
}
