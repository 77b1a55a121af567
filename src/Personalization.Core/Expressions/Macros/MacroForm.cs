namespace Personalization.Core.Expressions.Macros;

/// <summary>How a macro is written.</summary>
internal enum MacroForm
{
    /// <summary><c>has(…)</c></summary>
    Function,

    /// <summary><c>list.all(…)</c></summary>
    Method,

    /// <summary><c>cel.bind(…)</c></summary>
    InNamespace,
}
