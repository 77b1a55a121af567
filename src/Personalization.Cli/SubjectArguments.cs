using System.CommandLine;
using Personalization.Grpc.V1;

namespace Personalization.Cli;

/// <summary>The arguments that name a subject.</summary>
internal sealed class SubjectArguments
{
    private readonly Argument<string> kind = new("kind") { Description = "user, account or anonymous" };
    private readonly Argument<string> id = new("id") { Description = "The subject's id." };

    public SubjectArguments() => kind.AcceptOnlyFromAmong("user", "account", "anonymous");

    /// <summary>Makes the arguments part of a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(kind);
        command.Add(id);
        return command;
    }

    /// <summary>Who was named.</summary>
    public (SubjectKind Kind, string Id) Read(ParseResult parsed) => (Enum.Parse<SubjectKind>(parsed.GetValue(kind)!, ignoreCase: true), parsed.GetValue(id)!);
}
