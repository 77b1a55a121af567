using System.Collections.Frozen;
using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>Finds the slot of each question for event history, and checks what it names against the contracts.</summary>
/// <param name="catalog">The catalog with the contracts.</param>
/// <param name="histories">What profiles of the catalog keep.</param>
internal sealed class HistoryBinder(Catalog catalog, ImmutableArray<HistoryDefinition> histories)
{
    private readonly FrozenDictionary<string, int> slots =
        histories.Select((history, slot) => KeyValuePair.Create(history.Key, slot)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The slot that answers a question and how far back it looks; null where there is a problem.</summary>
    public (int Slot, TimeSpan? Window)? Bind(SubjectSide side, string name, ImmutableArray<Value> arguments, out ArgumentProblem? problem)
    {
        var call = HistoryCall.Read(side, name, arguments, out problem);
        if (call is null)
        {
            return null;
        }

        problem = Judge(call);
        if (problem is null && slots.TryGetValue(call.History.Key, out var slot))
        {
            return (slot, call.Window);
        }

        problem ??= new ArgumentProblem(0, histories.Length < Limits.HistoriesMax
            ? "profiles keep the history that expressions of their catalog ask for, and none of them asks for this"
            : $"the expressions of a catalog ask for at most {Limits.HistoriesMax} different histories");
        return null;
    }

    private ArgumentProblem? Judge(HistoryCall call)
    {
        var name = call.History.Selected.Event;
        var side = call.History.Of;
        var contract = catalog.Events.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        if (contract is null)
        {
            return new ArgumentProblem(0, $"there is no event `{name}`{Spelling.Suggest(name, catalog.Events.Select(one => one.Name))}");
        }

        var (own, other) = side == SubjectSide.User ? ("user", "account") : ("account", "user");
        return contract.Touches.HasFlag(side)
            ? Judge(contract, call)
            : new ArgumentProblem(0, $"the event `{name}` never enters the stream of the {own}; ask the `{other}`, or add `{own}` to what the event `touches`");
    }

    private static ArgumentProblem? Judge(EventContract contract, HistoryCall call)
    {
        foreach (var condition in call.History.Selected.Where)
        {
            if (Judge(contract, condition) is { } message)
            {
                return new ArgumentProblem(call.FilterAt, message);
            }
        }

        if (call.History.Property is not { } property)
        {
            return null;
        }

        if (Declared(contract, property, out var unknown) is not { } schema)
        {
            return new ArgumentProblem(call.PropertyAt, unknown);
        }

        var admitted = call.History.Kind == HistoryKind.Sum ? SchemaTypes.Number | SchemaTypes.Integer : SchemaTypes.Any & ~(SchemaTypes.Array | SchemaTypes.Object);
        return schema.Types != SchemaTypes.None && (schema.Types & ~admitted) == SchemaTypes.None ? null : new ArgumentProblem(
            call.PropertyAt,
            call.History.Kind == HistoryKind.Sum
                ? $"the contract of `{contract.Name}` does not declare `{property}` as a number"
                : $"the contract of `{contract.Name}` does not declare `{property}` as a bool, a number or a text");
    }

    private static string? Judge(EventContract contract, PropertyEquals condition)
    {
        if (Declared(contract, condition.Property, out var unknown) is not { } schema)
        {
            return unknown;
        }

        var violations = new List<Problem>();
        return schema.Check(condition.Value, "", violations, 1)
            ? null
            : $"the contract of `{contract.Name}` never lets this value of `{condition.Property}` through: {violations[0].Message}";
    }

    private static ContractSchema? Declared(EventContract contract, string property, out string unknown)
    {
        var declared = contract.Properties.DeclaredProperties.ToList();
        unknown = $"the contract of `{contract.Name}` declares no property `{property}`{Spelling.Suggest(property, declared)}";
        return declared.Contains(property, StringComparer.Ordinal) ? contract.Properties.Property(property) : null;
    }
}
