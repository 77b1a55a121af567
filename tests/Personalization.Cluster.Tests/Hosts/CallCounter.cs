using System.Collections.Concurrent;

namespace Personalization.Cluster.Tests.Hosts;

/// <summary>Sees the calls that come in on the silos, and may hold them up.</summary>
internal sealed class CallCounter : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);

    /// <summary>What is done around a parcel's call: gets the silo, and the call itself.</summary>
    public Func<SiloAddress, Func<Task>, Task> AroundParcel { get; set; } = (_, call) => call();

    /// <summary>Calls with parcels since the start or <see cref="Reset"/>.</summary>
    public int Parcels => calls.GetValueOrDefault("IParcelService");

    /// <summary>Calls with single turns to users' grains.</summary>
    public int Singles => calls.GetValueOrDefault("IUserGrain");

    /// <summary>Begins to count.</summary>
    public void Reset() => calls.Clear();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var name = context.InterfaceMethod.DeclaringType!.Name == "ISubjectGrain" ? context.TargetId.Type.ToString() == "user" ? "IUserGrain" : "other" : context.InterfaceMethod.DeclaringType.Name;
        calls.AddOrUpdate(name, 1, (_, count) => count + 1);
        return name == "IParcelService" ? AroundParcel(context.TargetContext.Address.SiloAddress!, context.Invoke) : context.Invoke();
    }
}
