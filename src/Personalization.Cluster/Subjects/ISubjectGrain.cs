using Orleans.Concurrency;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <summary>Where one subject lives: turns that need it are brought here.</summary>
/// <remarks>The grain keeps no state. The node that it is activated on owns the subject for as long (<see cref="NodeProfiles"/>).</remarks>
internal interface ISubjectGrain : IGrainWithStringKey
{
    /// <summary>Runs a turn on the node of this subject.</summary>
    [Alias("run"), AlwaysInterleave]
    ValueTask<ReplyParcel> Run(TurnParcel turn, CancellationToken cancellation);

    /// <summary>The subject may leave memory once nothing runs for it.</summary>
    [Alias("rest"), AlwaysInterleave, OneWay]
    ValueTask Rest();

    /// <summary>The subject's place is on another silo now: it goes there once nothing runs for it.</summary>
    /// <param name="anchor">What it is placed by: see <see cref="Placement.Anchor"/>.</param>
    [Alias("move"), AlwaysInterleave, OneWay]
    ValueTask Move(string anchor);
}
