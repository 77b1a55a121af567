using Orleans.CodeGeneration;

namespace Personalization.Cluster.Subjects;

/// <summary>A cap or a budget that a whole tenant shares.</summary>
[Alias("personalization.budget"), Version(1)]
internal interface IBudgetGrain : ISubjectGrain;
