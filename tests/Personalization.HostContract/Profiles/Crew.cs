using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

/// <summary>Makes events and requests of the contract's catalog.</summary>
public static class Crew
{
    public static IncomingEvent Track(
        string id, string name, string? user = "u1", string? account = null, TimeSpan after = default, params (string Name, Value Value)[] properties) =>
        new(user, null, new Tracked
        {
            Id = id,
            Time = Sample.Noon + after,
            ReceivedAt = Sample.Noon,
            AccountId = account,
            Name = name,
            Properties = Map(properties),
        });

    public static IncomingEvent Group(string id, string account, string? user = "u1", TimeSpan after = default, params (string Name, Value Value)[] traits) =>
        new(user, null, new Grouped { Id = id, Time = Sample.Noon + after, ReceivedAt = Sample.Noon, AccountId = account, Traits = Map(traits) });

    public static IncomingEvent Identify(
        string id, string? account = null, string user = "u1", TimeSpan after = default, params (string Name, Value Value)[] traits) =>
        new(user, null, new Identified { Id = id, Time = Sample.Noon + after, ReceivedAt = Sample.Noon, AccountId = account, Traits = Map(traits) });

    public static IncomingEvent Burn(string id, long tons, string? user = null, string? account = "a1") =>
        Track(id, "fuel_burnt", user, account, properties: ("tons", Value.Int(tons)));

    public static IncomingEvent Buy(string id, long tons, string? user = null, string? account = "a1") =>
        Track(id, "fuel_bought", user, account, properties: ("tons", Value.Int(tons)));

    public static DecisionRequest Ask(
        string surface, string user = "u1", string? account = null, DecisionMode mode = DecisionMode.Serve, string? requestId = null, bool explain = false) =>
        new() { Subject = Sample.User(user), AccountId = account, Surface = surface, Mode = mode, RequestId = requestId, Explain = explain };

    public static OutcomeReport Report(Decision decision, string action, Outcome outcome, Instant? until = null) => new(decision.Id, action, outcome, until);

    private static ValueMap Map((string Name, Value Value)[] entries) =>
        new([.. entries.Select(entry => new KeyValuePair<Value, Value>(Value.String(entry.Name), entry.Value))]);
}
