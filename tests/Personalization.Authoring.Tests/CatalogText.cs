using System.Collections;
using System.Reflection;
using System.Text;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Tests;

/// <summary>Everything that a catalog says as one text, for comparing: its lists have no equality of their own.</summary>
internal static class CatalogText
{
    public static string Of(Catalog catalog)
    {
        var text = new StringBuilder();
        Write(text, catalog, -1);
        return text.ToString().TrimStart();
    }

    private static void Write(StringBuilder text, object? one, int depth)
    {
        switch (one)
        {
            case null:
                text.AppendLine(" none");
                break;
            case TimeZoneTable or TimeZoneRules:
                text.AppendLine(" (time zones)");
                break;
            case QuietHours quiet:
                text.Append(' ').Append(quiet.Hours).AppendLine();
                break;
            case BestTime best:
                text.Append(' ').Append(best.Hours).AppendLine();
                break;
            case string or bool or int or uint or long or DateOnly or Enum or TimeSpan or CatalogHash:
                text.Append(' ').Append(one).AppendLine();
                break;
            case Value value:
                text.Append(' ').Append(value.Kind).Append(' ').Append(value).AppendLine();
                break;
            case ContractSchema schema:
                text.Append(' ').Append(schema.Types).Append(' ').AppendLine($"'{schema.Description}'");
                WriteEach(text, depth + 1, schema.DeclaredProperties.Order(StringComparer.Ordinal).Select(name => (name, (object?)schema.Property(name))));
                break;
            case IEnumerable many:
                text.AppendLine();
                WriteEach(text, depth + 1, many.Cast<object?>().Select(item => ("-", item)));
                break;
            default:
                text.AppendLine();
                WriteEach(text, depth + 1, one.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => (property.Name, property.GetValue(one))));
                break;
        }
    }

    private static void WriteEach(StringBuilder text, int depth, IEnumerable<(string Name, object? Value)> parts)
    {
        foreach (var (name, value) in parts)
        {
            Write(text.Append(' ', 2 * depth).Append(name).Append(':'), value, depth);
        }
    }
}
