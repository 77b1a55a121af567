using System.Text.Json;
using Personalization.Authoring.Sources;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Authoring;

/// <summary>Checks sample events against a catalog's contracts and traits, as a server does with real ones.</summary>
/// <param name="catalog">The catalog.</param>
public sealed class SampleEvents(Catalog catalog)
{
    private readonly ContractIndex contracts = ContractIndex.Of(catalog);

    /// <summary>Checks one event.</summary>
    /// <param name="json">The event in Segment's shape, UTF-8.</param>
    /// <returns>Null, or the first thing that is wrong, with its JSON pointer. What a server asks of ids and times is not looked at.</returns>
    public Problem? Check(ReadOnlyMemory<byte> json)
    {
        SourceNode root;
        try
        {
            root = JsonSource.Read(json, "", allowsRepeats: true);
        }
        catch (JsonException malformed)
        {
            return new Problem("malformed_json", "", $"The line is no JSON: {malformed.Message}");
        }

        return root.IsMap ? Check(root) : new Problem("malformed_json", "", "The line holds no JSON object.");
    }

    private Problem? Check(SourceNode root)
    {
        switch (root["type"]?.Text)
        {
            case "track" when root["event"]?.Text is not { Length: > 0 }:
                return new Problem("required", "/event", "A track needs the name of its event.");
            case "track":
                return Map(root, "properties") is { } properties
                    ? ContractCheck.Check(contracts, new Tracked { Id = "", Time = default, ReceivedAt = default, Name = root["event"]!.Text, Properties = properties }).Problem
                    : NoObject("properties");
            case "identify":
                return Map(root, "traits") is { } ofUser
                    ? ContractCheck.Check(contracts, new Identified { Id = "", Time = default, ReceivedAt = default, Traits = ofUser }).Problem
                    : NoObject("traits");
            case "group":
                return Map(root, "traits") is { } ofAccount
                    ? ContractCheck.Check(contracts, new Grouped { Id = "", Time = default, ReceivedAt = default, Traits = ofAccount }).Problem
                    : NoObject("traits");
            case "alias" or "page" or "screen":
                return null;
            default:
                return new Problem("unknown_type", "/type", "The type must be track, identify, group, alias, page or screen.");
        }
    }

    private static ValueMap? Map(SourceNode root, string name) => root[name] switch
    {
        null or { IsMap: false, IsList: false, Scalar.IsNull: true } => ValueMap.Empty,
        { IsMap: true } map => map.ToValue().AsMap,
        _ => null,
    };

    private static Problem NoObject(string name) => new("wrong_type", "/" + name, "Must be an object.");
}
