using System.Runtime.CompilerServices;
using Personalization.Core.Events;

namespace Personalization.Core.Profiles.State;

/// <summary>How often each outcome was recorded; index 0 is <see cref="Outcome.Shown"/>.</summary>
[InlineArray(Length)]
internal struct OutcomeCounts
{
    public const int Length = (int)Outcome.OptedOut;

    private int first;
}
