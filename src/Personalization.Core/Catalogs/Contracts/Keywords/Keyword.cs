using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary>One compiled assertion or applicator. A keyword that says nothing about a value's type holds for it.</summary>
internal abstract class Keyword
{
    /// <summary>Checks a value.</summary>
    /// <param name="value">The value where the check is.</param>
    /// <param name="found">Collects violations; null where only the answer matters, and then nothing is allocated.</param>
    /// <returns>Whether it holds.</returns>
    public abstract bool Check(in Value value, Violations? found);

    /// <summary>Notes a violation, if they are collected.</summary>
    /// <returns>False, for the caller to return.</returns>
    protected static bool Violated(Violations? found, string code, string message)
    {
        found?.Add(code, message);
        return false;
    }
}
