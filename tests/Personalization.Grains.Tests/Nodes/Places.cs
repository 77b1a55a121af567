using Personalization.Core.Subjects;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Which of three nodes each subject lives on.</summary>
internal static class Places
{
    public const int Nodes = 3;

    /// <summary>Everybody somewhere.</summary>
    public static int Scattered(SubjectKey subject) => (int)(subject.StableHash() % Nodes);

    /// <summary>Every account on another node than all users, and what the tenant shares on any.</summary>
    public static int Apart(SubjectKey subject) => subject.Kind switch
    {
        SubjectKind.Account => 2,
        SubjectKind.Shared => Scattered(subject),
        _ => (int)(subject.StableHash() % 2),
    };

    /// <summary>Everybody on one node, while the others only pass calls on.</summary>
    public static int Together(SubjectKey subject) => 1;
}
