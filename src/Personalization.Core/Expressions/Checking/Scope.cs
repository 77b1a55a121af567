namespace Personalization.Core.Expressions.Checking;

/// <summary>The variables that macros around a place have declared. Each has a slot; slots are used again once a variable is out of scope.</summary>
internal sealed class Scope
{
    private readonly List<(string Name, CelType Type)> variables = [];

    /// <summary>How many variables there are here.</summary>
    public int Count => variables.Count;

    /// <summary>How many slots are needed at most.</summary>
    public int SlotsMax { get; private set; }

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => variables.Select(variable => variable.Name);

    /// <summary>Adds a variable and gives its slot.</summary>
    public int Add(string name, CelType type)
    {
        variables.Add((name, type));
        SlotsMax = Math.Max(SlotsMax, variables.Count);
        return variables.Count - 1;
    }

    /// <summary>Leaves the innermost variables.</summary>
    public void Leave(int count) => variables.RemoveRange(variables.Count - count, count);

    /// <summary>The innermost variable of a name.</summary>
    public bool TryFind(string name, out int slot, out CelType type)
    {
        slot = variables.FindLastIndex(variable => string.Equals(variable.Name, name, StringComparison.Ordinal));
        type = slot < 0 ? CelType.Dyn : variables[slot].Type;
        return slot >= 0;
    }
}
