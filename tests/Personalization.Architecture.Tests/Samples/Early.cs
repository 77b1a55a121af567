using Personalization.Architecture.Tests.Samples.Late;

namespace Personalization.Architecture.Tests.Samples.Early;

internal sealed class ByField
{
    public Later? Field { get; set; }
}

internal sealed class ByBase : LaterBase;

internal sealed class BySignature
{
    public static int Of(List<Later[]> laters) => laters.Count;
}

internal sealed class ByBody
{
    public static int Of() => Later.Answer();
}

internal sealed class ByLambda
{
    public static Func<int> Of(int n) => () => n + Later.Answer();
}

internal sealed class ByTypeArgument
{
    public static object Of() => Array.Empty<Later>();
}

internal sealed class Innocent
{
    public static int Of(Innocent? other) => other is null ? 0 : 1;
}
