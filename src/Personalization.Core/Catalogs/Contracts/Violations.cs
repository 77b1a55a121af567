using System.Globalization;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Collects the violations of one check, with the pointer of where the check is.</summary>
internal sealed class Violations(string path, ICollection<Problem> problems, int problemsMax, bool isBrief = false)
{
    private readonly List<string> segments = [];
    private int left = problemsMax;

    /// <summary>Whether no more violations are collected, so that checking further is in vain.</summary>
    public bool IsFull => left == 0;

    /// <summary>Whether violations are the reason of another one, so that they need no reasons of their own.</summary>
    public bool IsBrief => isBrief;

    /// <summary>Steps into a property; every step needs its <see cref="Leave"/>.</summary>
    public void Enter(string property) => segments.Add(JsonPointer.Escape(property));

    /// <summary>Steps into an item of a list.</summary>
    public void Enter(int item) => segments.Add(item.ToString(CultureInfo.InvariantCulture));

    /// <summary>Steps back out.</summary>
    public void Leave() => segments.RemoveAt(segments.Count - 1);

    /// <summary>Notes a violation where the check is.</summary>
    public void Add(string code, string message)
    {
        if (left > 0)
        {
            left--;
            problems.Add(new Problem(code, JsonPointer.Join(path, segments), message));
        }
    }
}
