using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Authentication;

/// <summary>Messages of any type that name what belongs to a tenant wherever they can.</summary>
internal static class ForeignMessages
{
    /// <summary>A message whose fields name it, by the fields' names.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="world">The tenant.</param>
    /// <param name="kind">The number that enumerations have: of subjects 1 is a user, 2 an account, 3 a visitor.</param>
    public static IMessage Of(MessageDescriptor type, TenantWorld world, int kind)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (ValueOf(field, world, kind) is not { } value)
            {
                continue;
            }

            if (field.IsMap)
            {
                ((IDictionary)field.Accessor.GetValue(message))["marketing"] = value;
            }
            else if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(message, value);
            }
        }

        return message;
    }

    private static object? ValueOf(FieldDescriptor field, TenantWorld world, int kind)
    {
        if (field.IsMap)
        {
            return field.MessageType.FindFieldByNumber(2).FieldType == FieldType.Bool ? true : null;
        }

        return field.FieldType switch
        {
            FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, Math.Min(kind, field.EnumType.Values.Count - 1)),
            FieldType.Message => field.MessageType.FullName.StartsWith("personalization.", StringComparison.Ordinal) ? Of(field.MessageType, world, kind) : null,
            FieldType.String => TextOf(field, world, kind),
            _ => null,
        };
    }

    private static string? TextOf(FieldDescriptor field, TenantWorld world, int kind) => field.Name switch
    {
        "id" when field.ContainingType.Name.StartsWith("Replay", StringComparison.Ordinal) => world.Replay,
        "id" => kind switch { 2 => world.Account, 3 => world.Visitor, _ => world.User },
        "user_id" => kind == 3 ? null : world.User,
        "anonymous_id" or "previous_id" => kind == 3 ? world.Visitor : null,
        "account_id" or "group_id" => world.Account,
        "decision_id" => world.Decision,
        "hash" or "catalog_hash" => world.Catalog,
        "subjects" => "user:" + world.User,
        "into" => world.Tenant,
        "message_id" => Sample.Fresh("event"),
        "surface" => "home.card",
        "action_id" => "help.import_failed",
        "event" => "import_failed",
        "outcome" => "clicked",
        _ => null,
    };
}
