using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>A compiled JSON Schema that the properties of an event must satisfy.</summary>
public abstract class ContractSchema
{
    /// <summary>Checks a value and adds every violation, with JSON pointers below <paramref name="path"/>, up to a bound.</summary>
    /// <returns>Whether nothing was violated.</returns>
    public abstract bool Check(in Value value, string path, ICollection<Problem> problems);
}
