namespace Personalization.Core.Expressions.Patterns;

/// <summary>One state of a pattern's automaton.</summary>
/// <param name="Set">What it takes to go on; null for a state that is left at once.</param>
/// <param name="Place">What must hold of the place to leave it, if anything.</param>
/// <param name="Next">The state behind it.</param>
/// <param name="Other">Another state behind it, or -1.</param>
internal readonly record struct PatternState(CodePointSet? Set, PatternPlace? Place, int Next, int Other = -1);
