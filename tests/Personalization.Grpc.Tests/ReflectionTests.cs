using Google.Protobuf.Reflection;
using Personalization.Grpc.Reflection;
using Personalization.Grpc.Reflection.V1;
using Personalization.Grpc.V1;

namespace Personalization.Grpc.Tests;

public sealed class ReflectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_service_is_listed_whenever_it_was_added()
    {
        var response = await AskAsync(new ServerReflectionRequest { ListServices = "*" });

        Assert.Equal(
            ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "personalization.v1.Profiles", "probe.Probe"],
            response.ListServicesResponse.Service.Select(service => service.Name));
    }

    [Theory]
    [InlineData("personalization.v1.Profiles")]
    [InlineData("personalization.v1.Profiles.Get")]
    [InlineData("personalization.v1.ProfileChecklistStep")]
    [InlineData("personalization.v1.ProfileChecklistStep.done_at")]
    [InlineData("personalization.v1.SubjectKind")]
    public async Task A_symbol_leads_to_its_file_and_all_that_it_imports(string symbol)
    {
        var response = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });

        var files = response.FileDescriptorResponse.FileDescriptorProto;
        Assert.Equal(
            ["personalization/v1/profiles.proto", "google/protobuf/duration.proto", "google/protobuf/struct.proto", "google/protobuf/timestamp.proto"],
            files.Select(file => FileDescriptorProto.Parser.ParseFrom(file).Name));
    }

    [Fact]
    public async Task A_client_can_build_the_contract_from_what_it_gets()
    {
        var response = await AskAsync(new ServerReflectionRequest { FileByFilename = "personalization/v1/profiles.proto" });

        var built = FileDescriptor.BuildFromByteStrings(response.FileDescriptorResponse.FileDescriptorProto.Reverse());

        Assert.Contains(built, file => file.Services.Any(service => service.FullName == "personalization.v1.Profiles"));
    }

    [Fact]
    public async Task What_is_not_known_is_answered_and_the_stream_goes_on()
    {
        var responses = await AskAllAsync(
            new ServerReflectionRequest { FileByFilename = "no/such.proto" },
            new ServerReflectionRequest { FileContainingSymbol = "no.Such" },
            new ServerReflectionRequest { FileContainingExtension = new ExtensionRequest { ContainingType = "probe.Ping", ExtensionNumber = 7 } },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "no.Such" },
            new ServerReflectionRequest());

        Assert.Equal([5, 5, 5, 5, 3], responses.Select(response => response.ErrorResponse.ErrorCode));
    }

    [Fact]
    public async Task A_message_without_extensions_has_none()
    {
        var response = await AskAsync(new ServerReflectionRequest { AllExtensionNumbersOfType = "probe.Ping" });

        Assert.Equal("probe.Ping", response.AllExtensionNumbersResponse.BaseTypeName);
        Assert.Empty(response.AllExtensionNumbersResponse.ExtensionNumber);
    }

    [Fact]
    public async Task Version_1_alpha_gives_the_same_answers()
    {
        await using var server = await StartAsync();
        using var client = server.Connect();
        await using var call = client.Open(ReflectionService.V1Alpha, cancellation: Cancellation);

        await call.WriteAsync(new Reflection.V1Alpha.ServerReflectionRequest { Host = "here", ListServices = "" });
        await call.CompleteAsync();
        var response = await call.ReadSingleAsync();

        Assert.Equal(4, response.ListServicesResponse.Service.Count);
        Assert.Equal("here", response.OriginalRequest.Host);
    }

    private static async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request) => Assert.Single(await AskAllAsync(request));

    private static async Task<ServerReflectionResponse[]> AskAllAsync(params ServerReflectionRequest[] requests)
    {
        await using var server = await StartAsync();
        using var client = server.Connect();
        await using var call = client.Open(ReflectionService.V1, cancellation: Cancellation);
        foreach (var request in requests)
            await call.WriteAsync(request);
        await call.CompleteAsync();
        return await call.ReadAllAsync().ToArrayAsync(Cancellation);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(services => services
        .Unary(Probe.One, Probe.Echo)
        .AddReflection()
        .Unary(Profiles.Get, (_, _) => ValueTask.FromResult(new ProfilesGetResponse())));
}
