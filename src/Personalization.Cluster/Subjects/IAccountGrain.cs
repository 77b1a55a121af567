using Orleans.CodeGeneration;

namespace Personalization.Cluster.Subjects;

/// <summary>An account.</summary>
[Alias("personalization.account"), Version(1)]
internal interface IAccountGrain : ISubjectGrain;
