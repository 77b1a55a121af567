namespace Personalization.Core.Expressions;

/// <summary>
/// The state of one evaluation, on the stack. Errors are values in CEL: code that fails says so here and returns anything;
/// whoever branches looks here first, so that <c>&amp;&amp;</c> and <c>||</c> can absorb an error.
/// </summary>
public ref struct Frame
{
    /// <summary>What went wrong, or null as long as nothing did.</summary>
    public string? Error { get; internal set; }

    /// <summary>Notes an error; the first one stays.</summary>
    public void Fail(string error) => Error ??= error;
}
