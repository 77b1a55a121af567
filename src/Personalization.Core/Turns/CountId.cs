using Personalization.Core.Events;

namespace Personalization.Core.Turns;

/// <summary>The id of what a serve counts elsewhere: made of decision, action and limit, so that a repeat is recognised.</summary>
internal static class CountId
{
    public static string Of(string decisionId, string actionId, string limit)
    {
        var id = $"{decisionId}/{actionId}/{limit}";
        return id.Length <= Event.IdCharsMax ? id : $"{decisionId}/{StableHash.Of(actionId):x16}/{StableHash.Of(limit):x16}";
    }
}
