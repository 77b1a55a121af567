using Personalization.Architecture.Tests.Samples.Early;

namespace Personalization.Architecture.Tests.Samples.Late;

internal class LaterBase;

internal sealed class Later
{
    public static int Answer() => Innocent.Of(null);
}
