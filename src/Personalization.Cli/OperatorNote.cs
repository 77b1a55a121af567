using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Cli;

/// <summary>Puts what is done on the command line into the access log, where what is done through a server is.</summary>
internal static class OperatorNote
{
    private const string Caller = "cli", Done = "done";

    /// <summary>Notes an act that was done, under the name of the user that the command runs as.</summary>
    /// <param name="control">Where.</param>
    /// <param name="tenant">Whose data it was about.</param>
    /// <param name="act">What, such as <c>keys.create</c>.</param>
    /// <param name="about">What else it was about.</param>
    public static ValueTask Write(IControlStore control, TenantId tenant, string act, string? about = null) => control.AccessLog.Append(
        [new AccessEntry(Instant.From(TimeProvider.System.GetUtcNow()), tenant, Caller, Environment.UserName, null, act, null, null, about, Done)]);
}
