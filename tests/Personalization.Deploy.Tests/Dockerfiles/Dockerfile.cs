namespace Personalization.Deploy.Tests.Dockerfiles;

/// <summary>A Dockerfile as the stages that it builds.</summary>
internal sealed class Dockerfile(IReadOnlyList<Stage> stages)
{
    public IReadOnlyList<Stage> Stages => stages;

    /// <summary>The one in <c>deploy/</c>.</summary>
    public static Dockerfile OfRepository { get; } = Parse(Repository.Read("deploy/Dockerfile"));

    public static Dockerfile Parse(string text)
    {
        var stages = new List<Stage>();
        foreach (var instruction in Instruction.Parse(text))
        {
            if (instruction.Name == "FROM")
            {
                var words = instruction.Words;
                stages.Add(new Stage(words.Count == 3 ? words[2] : "", words[0], []));
            }
            else if (stages.Count > 0)
            {
                stages[^1] = stages[^1] with { Instructions = [.. stages[^1].Instructions, instruction] };
            }
        }

        return new Dockerfile(stages);
    }

    public Stage Stage(string name) => stages.Single(stage => stage.Name == name);

    /// <summary>A stage and those that it goes on from, from the first to it.</summary>
    public IReadOnlyList<Stage> Chain(string name)
    {
        var chain = new List<Stage>();
        for (var next = stages.FirstOrDefault(stage => stage.Name == name); next is not null; next = stages.FirstOrDefault(stage => stage.Name == next.From))
        {
            chain.Insert(0, next);
        }

        return chain;
    }

    /// <summary>All instructions of a stage with those of the stages it goes on from.</summary>
    public IEnumerable<Instruction> All(string name, string instruction) => Chain(name).SelectMany(stage => stage.Instructions).Where(one => one.Name == instruction);

    /// <summary>The environment that a container of the target starts with, as far as this file sets it.</summary>
    public IReadOnlyDictionary<string, string> Environment(string target) =>
        All(target, "ENV").SelectMany(one => one.Pairs).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
}
