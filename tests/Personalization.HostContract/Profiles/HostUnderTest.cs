using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

/// <summary>A running host. Disposing it is an orderly end.</summary>
public abstract class HostUnderTest : IAsyncDisposable
{
    /// <summary>The host.</summary>
    public abstract IProfiles Profiles { get; }

    /// <summary>Ends it as a power failure would: what is not durable is gone, and no profile is put away.</summary>
    public abstract ValueTask Crash();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    public async Task<IngestStatus[]> Ingest(params IncomingEvent[] events) =>
        [.. (await Profiles.Ingest(Sample.Acme, events, TestContext.Current.CancellationToken)).Select(answer => answer.Status)];

    /// <summary>The codes of those that were refused; empty for the others.</summary>
    public async Task<string[]> Problems(params IncomingEvent[] events) =>
        [.. (await Profiles.Ingest(Sample.Acme, events, TestContext.Current.CancellationToken)).Select(answer => answer.Problem?.Code ?? "")];

    public async Task<Answer<ProfileView>> Unmerge(SubjectKey user, SubjectKey source) =>
        await ((IIdentities)Profiles).Unmerge(user, source, TestContext.Current.CancellationToken);

    public async Task<ProfileView?> Get(SubjectKey subject) => await Profiles.Get(subject, TestContext.Current.CancellationToken);

    public async Task<ProfileView> GetUser(string id = "u1") => (await Get(Sample.User(id)))!;

    public async Task<ProfileView> GetAccount(string id = "a1") => (await Get(Sample.Account(id)))!;

    public async Task<Decision> Decide(DecisionRequest request)
    {
        var answer = await Profiles.Decide(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsOk, answer.Problem?.Message);
        return answer.Value;
    }
}
