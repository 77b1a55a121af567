using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Personalization.Core;
using Personalization.Core.Decisions;

namespace Personalization.Cluster.Wire;

/// <summary>A decision as it is answered.</summary>
internal static class DecisionForm
{
    private static readonly FrozenDictionary<string, ReasonCode> Codes = ReasonCodes.All.ToFrozenDictionary(code => code.Name, StringComparer.Ordinal);

    public static void Write(in WireWriter writer, Decision decision)
    {
        var bytes = writer.Bytes;
        bytes.Text(decision.Id);
        bytes.Signed(decision.ProfileVersion);
        CatalogForm.Write(writer, decision.Catalog);
        writer.Flag(decision.Holdout);
        bytes.Unsigned((ulong)decision.Actions.Length);
        foreach (var action in decision.Actions)
        {
            WriteAction(writer, action);
        }

        bytes.Signed(decision.RejectedCount);
        writer.Flag(!decision.Rejected.IsDefault);
        if (decision.Rejected.IsDefault)
        {
            return;
        }

        bytes.Unsigned((ulong)decision.Rejected.Length);
        foreach (var (id, stage, code, detail) in decision.Rejected)
        {
            bytes.Text(id);
            bytes.Text(stage);
            bytes.Text(code);
            bytes.Text(detail);
        }
    }

    public static Decision Read(ref WireReader reader) => new()
    {
        Id = reader.Text(),
        ProfileVersion = reader.Bytes.Signed(),
        Catalog = CatalogForm.Read(ref reader),
        Holdout = reader.Flag(),
        Actions = ReadActions(ref reader),
        RejectedCount = reader.Number(),
        Rejected = reader.Flag() ? ReadRejected(ref reader) : default,
    };

    private static void WriteAction(in WireWriter writer, ChosenAction action)
    {
        var bytes = writer.Bytes;
        bytes.Text(action.Id);
        bytes.Text(action.Kind);
        bytes.Text(action.Variant);
        bytes.Text(action.Channel);
        bytes.Unsigned((ulong)action.Content.Count);
        foreach (var (name, text) in action.Content)
        {
            bytes.Text(name);
            bytes.Text(text);
        }

        writer.Flag(action.DeliverAt is not null);
        if (action.DeliverAt is { } at)
        {
            bytes.Signed(at.UnixMilliseconds);
        }

        bytes.Unsigned((ulong)action.Reasons.Length);
        foreach (var reason in action.Reasons)
        {
            // The stage as well: the receiver may be of a release that does not know the code.
            bytes.Text(reason.Code);
            bytes.Text(reason.Kind.Stage);
            bytes.Text(reason.Detail);
        }

        bytes.Text(action.Why);
    }

    private static ImmutableArray<ChosenAction> ReadActions(ref WireReader reader)
    {
        var actions = new ChosenAction[reader.Bytes.Count()];
        for (var at = 0; at < actions.Length; at++)
        {
            actions[at] = ReadAction(ref reader);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(actions);
    }

    private static ChosenAction ReadAction(ref WireReader reader)
    {
        var bytes = reader.Ahead(ActionCache.Measure(reader.Bytes));
        var cache = WireReader.Actions;
        if (cache.Find(bytes) is { } known)
        {
            reader.Bytes.Raw(bytes.Length);
            return known;
        }

        var read = new ChosenAction(
            reader.Name(), reader.Name(), reader.Name(), reader.Name(), ReadContent(ref reader),
            reader.Flag() ? new Instant(reader.Bytes.Signed()) : null, ReadReasons(ref reader), reader.Name());
        cache.Add(bytes, read);
        return read;
    }

    private static ImmutableSortedDictionary<string, string> ReadContent(ref WireReader reader)
    {
        var content = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var left = reader.Bytes.Count(); left > 0; left--)
        {
            content[reader.Name()] = reader.Name();
        }

        return content.ToImmutable();
    }

    private static ImmutableArray<Reason> ReadReasons(ref WireReader reader)
    {
        var reasons = new Reason[reader.Bytes.Count()];
        for (var at = 0; at < reasons.Length; at++)
        {
            var (name, stage) = (reader.Name(), reader.Name());
            reasons[at] = new Reason(Codes.GetValueOrDefault(name) ?? new ReasonCode(name, stage, ""), reader.Text());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(reasons);
    }

    private static ImmutableArray<RejectedAction> ReadRejected(ref WireReader reader)
    {
        var rejected = new RejectedAction[reader.Bytes.Count()];
        for (var at = 0; at < rejected.Length; at++)
        {
            rejected[at] = new RejectedAction(reader.Name(), reader.Name(), reader.Name(), reader.Text());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(rejected);
    }
}
