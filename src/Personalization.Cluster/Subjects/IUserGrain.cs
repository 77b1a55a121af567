using Orleans.CodeGeneration;

namespace Personalization.Cluster.Subjects;

/// <summary>A user, or a visitor who is not known yet.</summary>
[Alias("personalization.user"), Version(1)]
internal interface IUserGrain : ISubjectGrain;
