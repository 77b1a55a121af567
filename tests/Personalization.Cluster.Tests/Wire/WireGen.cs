using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Nodes;
using Personalization.HostContract;
using Personalization.Journal;
using Personalization.Journal.Tests.Codecs;

namespace Personalization.Cluster.Tests.Wire;

/// <summary>Makes turns and replies of every kind.</summary>
internal static class WireGen
{
    private static readonly Gen<string> Text = Gen.Elements("", "a", "größe", "日本語", "🙂", new string('x', 300), "cap_reached", "lounge");
    private static readonly Gen<string?> TextOrNull = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text));
    private static readonly Gen<bool> Flag = Gen.Elements(true, false);
    private static readonly Gen<long> Number = Gen.OneOf(Gen.Elements(0, 1, -1, long.MinValue, long.MaxValue), Gen.Choose(0, int.MaxValue).Select(number => (long)number));
    private static readonly Gen<Instant> Time = Gen.Choose(0, int.MaxValue).Select(seconds => new Instant(seconds * 1001L));
    private static readonly Gen<string> Hash = Gen.Elements(new string('d', 64), new string('D', 64), string.Concat(Enumerable.Repeat("01ab", 16)), "", new string('g', 64));
    private static readonly Gen<SubjectKey> Subject = from kind in Gen.Elements(Enum.GetValues<SubjectKind>()) from id in Text select new SubjectKey(Sample.Acme, kind, id);

    private static readonly Gen<Guest> Guest =
        from subject in Subject
        from version in Number
        from hash in Number
        from fold in Gen.Choose(-1, 9)
        from last in Time
        from rises in Flag
        from bytes in Gen.Choose(0, 255).Select(one => (byte)one).ListOf(9)
        from seen in Text.ListOf(3)
        select new Guest(subject, new StoredSnapshot(version, (ulong)hash, (ulong)version, fold, new ReceivedOrder(last, rises), bytes.ToArray()), [.. seen]);

    public static Gen<TravellingTurn> Turn { get; } =
        from turn in Gen.OneOf(Decision(), Events(), Import(), Subject.Select(subject => (TravellingTurn)new TravellingLook(subject) { Tenant = Sample.Acme, Now = default }))
        from now in Time
        from catalog in Gen.OneOf(Gen.Constant<CatalogHash?>(null), Hash.Select(hash => (CatalogHash?)new CatalogHash(hash)))
        from guests in Guest.ListOf(2)
        select turn with { Now = now, Catalog = catalog, Guests = [.. guests] };

    public static Gen<TurnReply> Reply { get; } =
        from end in Gen.Elements(Enum.GetValues<TurnEnd>())
        from problem in OrNull(Problem())
        from decision in OrNull(Answered())
        from answers in Answer().ListOf(3)
        from receipt in OrNull(from appended in Gen.Choose(0, 99) from present in Gen.Choose(0, 99) select new ImportReceipt(appended, present))
        from profile in OrNull(Guest)
        from appended in (from subject in Subject from version in Number from events in EventGen.Any.ListOf(2) select new StreamAppend(subject, version, [.. events])).ListOf(2)
        select new TurnReply(end) { Problem = problem, Decision = decision, Answers = [.. answers], Receipt = receipt, Profile = profile, Appended = [.. appended] };

    private static Gen<T?> OrNull<T>(Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(one => (T?)one));

    private static Gen<Problem> Problem() => from code in Text from path in Text from message in Text select new Problem(code, path, message);

    private static Gen<IngestAnswer> Answer() => from status in Gen.Elements(Enum.GetValues<IngestStatus>()) from problem in OrNull(Problem()) select new IngestAnswer(status, problem);

    private static Gen<TravellingTurn> Decision() =>
        from subject in Subject
        from account in TextOrNull
        from surface in Text
        from max in Gen.OneOf(Gen.Constant<int?>(null), Gen.Elements<int?>(0, -1, int.MaxValue))
        from request in TextOrNull
        from context in TextOrNull.ListOf(6).Select(texts => texts.ToArray())
        from now in Gen.OneOf(Gen.Constant<Instant?>(null), Time.Select(time => (Instant?)time))
        from flags in Flag.ListOf(4).Select(list => list.ToArray())
        select (TravellingTurn)new TravellingDecision(new DecisionRequest
        {
            Subject = subject, AccountId = account, Surface = surface, Max = max, RequestId = request, Now = now, Durable = flags[0], Explain = flags[1],
            Mode = flags[2] ? DecisionMode.Serve : DecisionMode.Peek, Context = new Core.Audiences.RequestContext(context[0], context[1], context[2], context[3], context[4], context[5]),
        })
        {
            Tenant = Sample.Acme, Now = default, IsRepeat = flags[3],
        };

    private static Gen<TravellingTurn> Events() =>
        from events in (from user in TextOrNull from visitor in TextOrNull from one in EventGen.Any select new IncomingEvent(user, visitor, one)).ListOf(4)
        select (TravellingTurn)new TravellingEvents([.. events]) { Tenant = Sample.Acme, Now = default };

    private static Gen<TravellingTurn> Import() =>
        from subject in Subject from events in EventGen.Any.ListOf(3) select (TravellingTurn)new TravellingImport(subject, [.. events]) { Tenant = Sample.Acme, Now = default };

    private static Gen<Decision> Answered() =>
        from id in Text
        from version in Number
        from catalog in Hash
        from holdout in Flag
        from actions in Action().ListOf(2)
        from rejected in Gen.OneOf(Gen.Constant(default(ImmutableArray<RejectedAction>)), (from text in Text from code in Text select new RejectedAction(text, "caps", code, text)).ListOf(2).Select(list => list.ToImmutableArray()))
        select new Decision { Id = id, ProfileVersion = version, Catalog = catalog, Holdout = holdout, Actions = [.. actions], RejectedCount = actions.Count, Rejected = rejected };

    private static Gen<ChosenAction> Action() =>
        from id in Text
        from why in Text
        from at in Gen.OneOf(Gen.Constant<Instant?>(null), Time.Select(time => (Instant?)time))
        from names in Text.ListOf(3)
        from reasons in (from code in Gen.Elements([.. ReasonCodes.All, new ReasonCode("later_release", "later", "")]) from detail in Text select new Reason(code, detail)).ListOf(2)
        select new ChosenAction(id, "card", "default", "in_app", names.Distinct().ToImmutableSortedDictionary(name => name, name => name + why, StringComparer.Ordinal), at, [.. reasons], why);
}
