using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Http;

/// <summary>Reads the small JSON body of a call.</summary>
internal static class CallBody
{
    /// <summary>Reads a body whose members are all known.</summary>
    /// <param name="http">The call.</param>
    /// <param name="admission">Where its memory is counted.</param>
    /// <param name="read">Reads one member.</param>
    /// <returns>The values, and null or the first thing that is wrong.</returns>
    public static async ValueTask<(T Fields, Problem? Problem)> Read<T>(HttpContext http, Admission admission, FlatBody.ReadMember<T> read)
        where T : struct
    {
        var fields = default(T);
        var body = await RequestBody.Read(http, admission);
        if (!body.IsOk)
        {
            return (fields, body.Problem);
        }

        using (body.Value)
        {
            var problem = FlatBody.Read(body.Value.Bytes.Span, ref fields, read);
            return (fields, problem);
        }
    }
}
