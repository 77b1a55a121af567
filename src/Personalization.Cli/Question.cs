using System.CommandLine;
using Personalization.Grpc.V1;

namespace Personalization.Cli;

/// <summary>The options of a question about somebody on a surface, shared by <c>decide</c> and <c>explain</c>.</summary>
internal sealed class Question
{
    private readonly Option<string?> user = new("--user") { Description = "The user to decide about." };
    private readonly Option<string?> anonymous = new("--anonymous") { Description = "Or the anonymous visitor." };
    private readonly Option<string?> account = new("--account") { Description = "The account to decide in; the user's latest by default." };
    private readonly Option<string> surface = new("--surface") { Description = "Where it is to be shown, such as home.card.", Required = true };
    private readonly Option<int> max = new("--max") { Description = "How many actions at most; the surface's own maximum by default." };
    private readonly PastOptions past = new();
    private readonly Option<string?> locale = new("--locale") { Description = "The language to answer in, such as de-AT." };

    /// <summary>Makes the options part of a command.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in (Option[])[user, anonymous, account, surface, max, locale])
        {
            command.Add(option);
        }

        return past.AddTo(command);
    }

    /// <summary>The request that the options ask for.</summary>
    /// <exception cref="UsageException">Not exactly one of user and visitor is given, or a time is none.</exception>
    public DecideRequest Read(ParseResult parsed, DecideMode mode)
    {
        var (at, catalog) = past.Read(parsed);
        var request = new DecideRequest
        {
            Surface = parsed.GetValue(surface),
            AccountId = parsed.GetValue(account) ?? "",
            Max = parsed.GetValue(max),
            Mode = mode,
            At = at,
            Catalog = catalog,
            Context = new DecideContext { Locale = parsed.GetValue(locale) ?? "" },
        };
        switch (parsed.GetValue(user), parsed.GetValue(anonymous))
        {
            case ({ } id, null):
                request.UserId = id;
                return request;
            case (null, { } id):
                request.AnonymousId = id;
                return request;
            default:
                throw new UsageException("Give exactly one of --user and --anonymous.");
        }
    }
}
