using Google.Protobuf;
using Google.Protobuf.Reflection;
using Personalization.Grpc.Reflection.V1;

namespace Personalization.Grpc.Reflection;

/// <summary>gRPC's server reflection, <c>grpc.reflection.v1</c> and <c>v1alpha</c>: tells tools which services there are and what their messages look like.</summary>
public static class ReflectionService
{
    private const string Service = "ServerReflection";
    private const string MethodName = "ServerReflectionInfo";

    /// <summary>The one method, of version 1.</summary>
    public static Method<ServerReflectionRequest, ServerReflectionResponse> V1 { get; } =
        new(Reflection.V1.ReflectionReflection.Descriptor, Service, MethodName);

    /// <summary>The same of version 1 alpha, which older tools ask for.</summary>
    public static Method<V1Alpha.ServerReflectionRequest, V1Alpha.ServerReflectionResponse> V1Alpha { get; } =
        new(Reflection.V1Alpha.ReflectionReflection.Descriptor, Service, MethodName);

    /// <summary>Adds both versions; they describe every service of the server, whenever it is added.</summary>
    public static GrpcServices AddReflection(this GrpcServices services)
    {
        var index = new Lazy<DescriptorIndex>(() => new DescriptorIndex(services.Descriptors));
        return services
            .Duplex(V1, async (requests, responses, _) =>
            {
                await foreach (var request in requests)
                    await responses.WriteAsync(Answer(index.Value, request));
            })
            .Duplex(V1Alpha, async (requests, responses, _) =>
            {
                // The versions differ in their package alone, so that one can be read as the other.
                await foreach (var request in requests)
                {
                    var answer = Answer(index.Value, ServerReflectionRequest.Parser.ParseFrom(request.ToByteString()));
                    await responses.WriteAsync(Reflection.V1Alpha.ServerReflectionResponse.Parser.ParseFrom(answer.ToByteString()));
                }
            });
    }

    private static ServerReflectionResponse Answer(DescriptorIndex index, ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse();
                response.ListServicesResponse.Service.AddRange(index.Services.Select(name => new ServiceResponse { Name = name }));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Answer(response, index.FileByName(request.FileByFilename), request.FileByFilename);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Answer(response, index.FileBySymbol(request.FileContainingSymbol), request.FileContainingSymbol);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType when index.HasMessage(request.AllExtensionNumbersOfType):
                response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = request.AllExtensionNumbersOfType };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                Answer(response, null, request.AllExtensionNumbersOfType);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                // No contract here has extensions.
                Answer(response, null, $"extension {request.FileContainingExtension.ExtensionNumber} of {request.FileContainingExtension.ContainingType}");
                break;
            default:
                response.ErrorResponse = Error(StatusCode.InvalidArgument, "The request asks for nothing that this version knows.");
                break;
        }
        return response;
    }

    private static void Answer(ServerReflectionResponse response, FileDescriptor? file, string asked)
    {
        if (file is null)
        {
            response.ErrorResponse = Error(StatusCode.NotFound, $"'{asked}' is not known.");
            return;
        }
        response.FileDescriptorResponse = new FileDescriptorResponse();
        response.FileDescriptorResponse.FileDescriptorProto.AddRange(DescriptorIndex.WithImports(file).Select(each => each.SerializedData));
    }

    private static ErrorResponse Error(StatusCode code, string message) => new() { ErrorCode = (int)code, ErrorMessage = message };
}
