using System.Collections.Immutable;
using System.Globalization;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Profiles.Folding;

/// <summary>A declared trait: what it takes of the values that senders write.</summary>
internal sealed class TraitType(int slot, TraitDefinition definition)
{
    private readonly ImmutableArray<Value> allowed = definition.Allowed;

    public int Slot { get; } = slot;

    public string Name { get; } = definition.Id;

    public SubjectSide Of { get; } = definition.Of;

    public bool PerAccount { get; } = definition.PerAccount;

    /// <summary>
    /// Makes a value one of the declared type; null stays null and takes the trait back. An int serves as a double, a text in RFC 3339 (or a date
    /// alone: its midnight in UTC) as a timestamp. False for any other type and for values that are not allowed: those stay in the journal only.
    /// </summary>
    public bool TryConvert(in Value sent, TextPool texts, out Value value)
    {
        value = (definition.Type, sent.Kind) switch
        {
            // Profiles keep milliseconds; anything finer would not survive being stored.
            (ValueKind.Timestamp, ValueKind.Timestamp) => Value.Timestamp(sent.AsTimestamp),
            var (declared, kind) when declared == kind => sent,
            (ValueKind.Double, ValueKind.Int) => Value.Double(sent.AsInt),
            (ValueKind.Timestamp, ValueKind.String) => Timestamp(sent.AsString),
            _ => default,
        };
        if (value.IsNull)
        {
            return sent.IsNull;
        }

        if (value.Kind == ValueKind.String)
        {
            value = Value.String(texts.Share(BoundedText.Cut(value.AsString, Limits.TraitCharsMax)));
        }

        return allowed.IsDefaultOrEmpty || allowed.Contains(value);
    }

    private static Value Timestamp(string text)
    {
        if (TimestampText.TryParse(text, out var time))
        {
            return Value.Timestamp(new Instant(time.UnixMilliseconds));
        }

        return DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Value.Timestamp(Instant.From(new DateTimeOffset(date, TimeSpan.Zero)))
            : default;
    }
}
