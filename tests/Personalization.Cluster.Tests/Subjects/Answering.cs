using System.Reflection;

namespace Personalization.Cluster.Tests.Subjects;

/// <summary>Stands for an interface; one answer serves all of its methods.</summary>
public class Answering : DispatchProxy
{
    private Func<object?> answer = () => null;

    public static T With<T>(Func<object?> answer)
        where T : class
    {
        var made = Create<T, Answering>();
        ((Answering)(object)made).answer = answer;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => answer();
}
