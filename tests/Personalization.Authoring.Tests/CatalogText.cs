using System.Collections;
using System.Reflection;
using System.Text;
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
        Write(text, catalog, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? one, int depth)
    {
        switch (one)
        {
            case null or string or bool or int or Enum or TimeSpan or CatalogHash:
                text.Append(one).AppendLine();
                break;
            case Value value:
                text.Append(value.Kind).Append(' ').Append(value).AppendLine();
                break;
            case ContractSchema schema:
                WriteSchema(text, schema, depth);
                break;
            case IEnumerable many:
                foreach (var item in many)
                {
                    Write(text.Append(' ', depth).Append("- "), item, depth + 2);
                }

                break;
            default:
                foreach (var property in one.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    Write(text.Append(' ', depth).Append(property.Name).Append(": "), property.GetValue(one), depth + 2);
                }

                break;
        }
    }

    private static void WriteSchema(StringBuilder text, ContractSchema schema, int depth)
    {
        text.Append(schema.Types).Append(' ').AppendLine(schema.Description);
        foreach (var name in schema.DeclaredProperties.Order(StringComparer.Ordinal))
        {
            WriteSchema(text.Append(' ', depth).Append(name).Append(": "), schema.Property(name)!, depth + 2);
        }
    }
}
