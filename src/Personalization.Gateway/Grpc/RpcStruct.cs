using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Personalization.Core;
using Personalization.Core.Expressions;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using StructValue = Google.Protobuf.WellKnownTypes.Value;
using Value = Personalization.Core.Expressions.Value;

namespace Personalization.Gateway.Grpc;

/// <summary>Values between protobuf's <c>Struct</c> and this system, under the bounds that JSON has too.</summary>
internal static class RpcStruct
{
    /// <summary>Reads an object; a missing one is null.</summary>
    public static Problem? Read(Struct? message, string path, out ValueMap? map)
    {
        map = null;
        if (message is null)
        {
            return null;
        }

        var problem = Read(message, 1, out var read);
        map = read;
        return problem is null ? null : problem with { Path = path + problem.Path };
    }

    /// <summary>Writes named values.</summary>
    public static Struct Write(IEnumerable<KeyValuePair<string, Value>> values)
    {
        var written = new Struct();
        foreach (var (name, value) in values)
        {
            written.Fields[name] = Write(value);
        }

        return written;
    }

    private static Problem? Read(Struct message, int depth, out ValueMap map)
    {
        map = ValueMap.Empty;
        if (message.Fields.Count > Limits.MembersMax)
        {
            return new Problem(ProblemCodes.TooManyMembers, "", $"An object may have {Limits.MembersMax} members.");
        }

        var entries = new KeyValuePair<Value, Value>[message.Fields.Count];
        var at = 0;
        foreach (var (name, field) in message.Fields)
        {
            if (Read(field, depth, out var value) is { } problem)
            {
                return problem with { Path = JsonPointer.Member(name) + problem.Path };
            }

            entries[at++] = new(Value.String(name), value);
        }

        map = new ValueMap(entries);
        return null;
    }

    private static Problem? Read(StructValue message, int depth, out Value value)
    {
        value = default;
        switch (message.KindCase)
        {
            case StructValue.KindOneofCase.BoolValue:
                value = Value.Bool(message.BoolValue);
                return null;
            case StructValue.KindOneofCase.NumberValue when double.IsFinite(message.NumberValue):
                value = Value.Number(message.NumberValue);
                return null;
            case StructValue.KindOneofCase.NumberValue:
                return new Problem(ProblemCodes.OutOfRange, "", "The number is not finite.");
            case StructValue.KindOneofCase.StringValue:
                value = Value.String(message.StringValue);
                return null;
            case StructValue.KindOneofCase.StructValue when depth < Limits.NestingMax:
                var problem = Read(message.StructValue, depth + 1, out ValueMap map);
                value = Value.Map(map);
                return problem;
            case StructValue.KindOneofCase.ListValue when depth < Limits.NestingMax:
                return Read(message.ListValue, depth + 1, out value);
            case StructValue.KindOneofCase.StructValue or StructValue.KindOneofCase.ListValue:
                return new Problem(ProblemCodes.TooDeep, "", $"Objects and lists may be nested {Limits.NestingMax} deep.");
            default:
                return null;
        }
    }

    private static Problem? Read(ListValue message, int depth, out Value value)
    {
        value = default;
        var items = new Value[message.Values.Count];
        for (var at = 0; at < items.Length; at++)
        {
            if (Read(message.Values[at], depth, out items[at]) is { } problem)
            {
                return problem with { Path = "/" + at.ToString(CultureInfo.InvariantCulture) + problem.Path };
            }
        }

        value = Value.List(items);
        return null;
    }

    private static StructValue Write(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                return StructValue.ForNull();
            case ValueKind.Bool:
                return StructValue.ForBool(value.AsBool);
            case ValueKind.Int:
                return StructValue.ForNumber(value.AsInt);
            case ValueKind.Uint:
                return StructValue.ForNumber(value.AsUint);
            case ValueKind.Double:
                return StructValue.ForNumber(value.AsDouble);
            case ValueKind.List:
                return StructValue.ForList(Array.ConvertAll(value.AsList.ToArray(), item => Write(item)));
            case ValueKind.Map:
                return StructValue.ForStruct(Write(value.AsMap.Entries.ToArray().Select(entry => KeyValuePair.Create(entry.Key.ToString(), entry.Value))));
            default:
                return StructValue.ForString(value.ToString());
        }
    }
}
