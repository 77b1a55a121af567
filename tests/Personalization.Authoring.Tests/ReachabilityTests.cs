using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Samples.Saas;

namespace Personalization.Authoring.Tests;

/// <summary>Every action of the samples is for somebody.</summary>
public class ReachabilityTests
{
    private static readonly DateTimeOffset Until = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_history_of_the_project_tool_keeps_its_contracts_and_reaches_every_audience()
    {
        var world = new AudienceWorld(Samples.Load(Samples.Saas).Catalog!);
        foreach (var told in SaasHistory.Generate(new HistoryOptions(Until) { Users = 300, Accounts = 30 }))
        {
            world.Happen(told.UserId, Occurred(told));
        }

        world.Look(Instant.From(Until));

        Assert.Empty(world.Unreached);
    }

    [Fact]
    public void A_week_of_a_learner_reaches_every_audience_of_the_language_course()
    {
        var world = new AudienceWorld(Samples.Load(Samples.Learning).Catalog!);
        var now = Until;
        Learn("hearts_granted", ("total", Value.Int(5)));
        for (var mistake = 0; mistake < 3; mistake++)
        {
            Learn("exercise_missed", ("skill", Value.String("greetings")), ("reason", Value.String("pronunciation")));
            Learn("heart_lost", ("count", Value.Int(2)));
        }

        for (var lesson = 0; lesson < 5; lesson++)
        {
            Learn("lesson_finished", ("skill", Value.String(lesson % 2 == 0 ? "greetings" : "numbers")));
        }

        Learn("tool_opened", ("tool", Value.String("duels")));
        world.Look(Instant.From(now + TimeSpan.FromDays(30)));

        Assert.Empty(world.Unreached);

        void Learn(string name, params (string Name, Value Value)[] properties)
        {
            now += TimeSpan.FromMinutes(5);
            world.Happen("ana", new Tracked { Id = world.NextId, Time = Instant.From(now), ReceivedAt = Instant.From(now), Name = name, Properties = Map(properties) });
        }
    }

    private static Event Occurred(HistoryEvent told)
    {
        var (time, fields) = (Instant.From(told.Timestamp), Map([.. told.Fields.Select(field => (field.Name, ValueOf(field.Value)))]));
        return told.Type switch
        {
            "track" => new Tracked { Id = told.MessageId, Time = time, ReceivedAt = time, AccountId = told.GroupId, Name = told.Name!, Properties = fields },
            "identify" => new Identified { Id = told.MessageId, Time = time, ReceivedAt = time, AccountId = told.GroupId, Traits = fields },
            "group" => new Grouped { Id = told.MessageId, Time = time, ReceivedAt = time, AccountId = told.GroupId, Traits = fields },
            _ => new Viewed { Id = told.MessageId, Time = time, ReceivedAt = time, AccountId = told.GroupId, Path = told.Name! },
        };
    }

    private static ValueMap Map((string Name, Value Value)[] fields) =>
        new([.. fields.Select(field => KeyValuePair.Create(Value.String(field.Name), field.Value))]);

    private static Value ValueOf(object field) => field switch
    {
        string text => Value.String(text),
        long number => Value.Int(number),
        bool flag => Value.Bool(flag),
        _ => throw new InvalidOperationException($"The field holds a {field.GetType().Name}."),
    };
}
