using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Personalization.Core;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Grpc;

namespace Personalization.Gateway.Grpc;

/// <summary>What problems are on gRPC: a status with an <c>ErrorInfo</c> whose reason is the code and whose metadata has <c>path</c> and <c>hint</c> as HTTP has them, and a <c>BadRequest</c> where a field is wrong.</summary>
internal static class RpcProblem
{
    private const string Domain = "personalization";

    /// <summary>The status to end a call with.</summary>
    public static RpcException ToException(this Problem problem) => new(CodeOf(problem), problem.Message, [.. Details(problem)]);

    /// <summary>The status as a message, for one of many results.</summary>
    public static Google.Rpc.Status ToStatus(this Problem problem) => new()
    {
        Code = (int)CodeOf(problem),
        Message = problem.Message,
        Details = { Details(problem).Select(Any.Pack) },
    };

    /// <summary>The status code of a problem: that of its HTTP status.</summary>
    public static StatusCode CodeOf(Problem problem) => ProblemKind.Of(problem.Code).Status switch
    {
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.NotFound,
        408 => StatusCode.DeadlineExceeded,
        409 => StatusCode.Aborted,
        421 => StatusCode.FailedPrecondition,
        429 => StatusCode.ResourceExhausted,
        500 => StatusCode.Internal,
        501 => StatusCode.Unimplemented,
        503 => StatusCode.Unavailable,
        _ => StatusCode.InvalidArgument,
    };

    private static IEnumerable<IMessage> Details(Problem problem)
    {
        var reason = new ErrorInfo { Reason = problem.Code, Domain = Domain, Metadata = { ["hint"] = ProblemKind.Of(problem.Code).Hint } };
        if (problem.Path.Length > 0)
        {
            reason.Metadata["path"] = problem.Path;
        }

        if (problem is WrongRegion { Region: var region })
        {
            reason.Metadata["region"] = region.Name;
            reason.Metadata["address"] = region.Address?.AbsoluteUri ?? "";
        }

        yield return reason;
        if (problem.Path.Length > 0)
        {
            yield return new BadRequest
            {
                FieldViolations = { new BadRequest.Types.FieldViolation { Field = FieldName(problem.Path), Description = problem.Message } },
            };
        }

        if (CodeOf(problem) is StatusCode.Unavailable or StatusCode.ResourceExhausted)
        {
            yield return new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(Limits.RetryAfterSeconds)) };
        }
    }

    /// <summary>The field as protobuf names it: <c>/accountId</c> is <c>account_id</c>.</summary>
    private static string FieldName(string pointer)
    {
        var name = new StringBuilder();
        foreach (var letter in pointer.AsSpan(1))
        {
            if (char.IsAsciiLetterUpper(letter))
            {
                name.Append('_');
            }

            name.Append(letter == '/' ? '.' : char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
