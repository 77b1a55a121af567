using Microsoft.Extensions.Configuration;
using Personalization.Hosting.Settings;
using Personalization.Server.Settings;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void Without_anything_it_listens_on_loopback_and_keeps_its_data_here()
    {
        var settings = Read([]);

        Assert.Equal(("127.0.0.1:8080", "127.0.0.1:8081", "data"), (settings.Http.ToString(), settings.Grpc.ToString(), settings.Data));
        Assert.True(settings.IsLoopback);
    }

    [Fact]
    public void As_a_text_they_hold_no_secret()
    {
        var text = (Read(["--data", "here"]) with { Postgres = "Host=db;Password=hunter2", ApiKey = "pk_secret" }).ToString();
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pk_secret", text, StringComparison.Ordinal);
        Assert.Contains("here", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_demo_has_a_folder_of_its_own() => Assert.Equal(Path.Combine("data", "demo"), Read(["--demo"]).Data);

    [Fact]
    public void A_flag_goes_before_the_variable_and_the_variable_before_the_file()
    {
        var file = ("Personalization:data", "from-file");
        var variable = ("PERSONALIZATION_DATA", "from-variable");

        Assert.Equal("from-file", Read([], file).Data);
        Assert.Equal("from-variable", Read([], file, variable).Data);
        Assert.Equal("from-flag", Read(["--data", "from-flag"], file, variable).Data);
    }

    [Fact]
    public void Links_are_made_with_the_key_and_for_the_address_that_are_given()
    {
        var links = Read(["--link-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "--public-url", "https://choices.example.com/p1/"]).Links;

        Assert.Equal((byte)31, links.Key!.Bytes[^1]);
        Assert.Equal("https://choices.example.com/p1/", links.Address!.AbsoluteUri);
        Assert.Equal((null, null), (Read([]).Links.Key, Read([]).Links.Address));
    }

    [Fact]
    public void How_few_people_a_rollup_may_be_about_is_a_number() =>
        Assert.Equal((5, 0, 1000), (Read([]).Rollups.PeopleMin, Read(["--people-min", "0"]).Rollups.PeopleMin, Read([], ("PERSONALIZATION_PEOPLE_MIN", "1000")).Rollups.PeopleMin));

    [Theory]
    [InlineData("--link-key", "secret")]
    [InlineData("--public-url", "choices.example.com")]
    [InlineData("--public-url", "https://choices.example.com/?a=b")]
    public void What_links_cannot_be_made_with_is_refused_by_name(string flag, string value)
    {
        var message = Assert.Throws<SettingsException>(() => Read([flag, value])).Message;
        Assert.Contains(flag, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:1", "127.0.0.1:1", true)]
    [InlineData("[::1]:1", "[::1]:1", true)]
    [InlineData("127.0.0.9:1", "127.0.0.9:1", true)]
    public void Addresses_are_read(string text, string address, bool isLoopback)
    {
        var settings = Read(["--http", text]);

        Assert.Equal((address, isLoopback), (settings.Http.ToString(), settings.IsLoopback));
    }

    [Theory]
    [InlineData("0.0.0.0:8080")]
    [InlineData("*:8080")]
    [InlineData("192.168.1.1:8080")]
    public void Beyond_loopback_it_wants_TLS_or_a_proxy(string http)
    {
        Assert.Contains("--behind-proxy", Assert.Throws<SettingsException>(() => Read(["--http", http])).Message, StringComparison.Ordinal);
        Assert.False(Read(["--http", http, "--behind-proxy"]).IsLoopback);
    }

    [Theory]
    [InlineData("--http", "8080", 2)]
    [InlineData("--http", "example.org:80", 2)]
    [InlineData("--http", "127.0.0.1:99999", 2)]
    [InlineData("--http", "127.0.0.1:8081", 2)]
    [InlineData("--journal", "postgres", 2)]
    [InlineData("--postgres", "Host=db", 2)]
    [InlineData("--journal", "paper", 2)]
    [InlineData("--tls-cert", "cert.pem", 2)]
    [InlineData("--people-min", "1001", 2)]
    [InlineData("--people-min", "-1", 2)]
    [InlineData("--people-min", "few", 2)]
    public void What_cannot_work_is_refused(string flag, string value, int exitCode) =>
        Assert.Equal(exitCode, Assert.Throws<SettingsException>(() => Read([flag, value])).ExitCode);

    [Fact]
    public void A_database_is_named_by_flag_variable_or_file()
    {
        Assert.Equal("Host=db", Read(["--journal", "postgres", "--postgres", "Host=db"]).Postgres);
        Assert.Equal("Host=db", Read([], ("PERSONALIZATION_JOURNAL", "postgres"), ("PERSONALIZATION_POSTGRES", "Host=db")).Postgres);
        Assert.Equal("Host=db", Read([], ("Personalization:journal", "postgres"), ("Personalization:postgres", "Host=db")).Postgres);
        Assert.Null(Read([]).Postgres);
    }

    [Fact]
    public void A_broker_is_named_by_flag_variable_or_file()
    {
        Assert.Equal("h", Read(["--amqp", "amqp://u:p@h:5672/v"]).Broker?.Host);
        Assert.Equal("h", Read([], ("PERSONALIZATION_AMQP", "amqps://h")).Broker?.Host);
        Assert.Equal("h", Read([], ("Personalization:amqp", "amqp://h")).Broker?.Host);
        Assert.Null(Read([]).Broker);
    }

    [Theory]
    [InlineData("u:secret@h")]
    [InlineData("http://u:secret@h")]
    public void What_is_no_address_of_a_broker_is_refused_without_its_password(string address)
    {
        var refused = Assert.Throws<SettingsException>(() => Read(["--amqp", address]));
        Assert.StartsWith("--amqp ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retention_is_a_number_of_days()
    {
        Assert.Equal(TimeSpan.FromDays(90), Read(["--retention", "90d"]).Retention);
        Assert.Equal(TimeSpan.FromDays(90), Read(["--retention", "90"]).Retention);
        Assert.Equal(TimeSpan.FromDays(7), Read([], ("PERSONALIZATION_RETENTION", "7d")).Retention);
        Assert.Null(Read([]).Retention);
    }

    [Theory]
    [InlineData("90dd")]
    [InlineData("0")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("d")]
    [InlineData("3 months")]
    public void Another_retention_is_refused(string retention) =>
        Assert.Contains("--retention", Assert.Throws<SettingsException>(() => Read([$"--retention={retention}"])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_demo_leaves_databases_alone() =>
        Assert.Contains("--demo", Assert.Throws<SettingsException>(() => Read(["--demo", "--journal", "postgres", "--postgres", "Host=db"])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_demo_is_for_this_machine_only() =>
        Assert.Throws<SettingsException>(() => Read(["--demo", "--http", "0.0.0.0:8080", "--behind-proxy"]));

    private static ServerSettings Read(string[] args, params (string Key, string Value)[] configured)
    {
        var flag = new SettingsCommand().Parse(args, out _);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(configured.ToDictionary(one => one.Key, one => (string?)one.Value)).Build();
        return new SettingsReader(flag!, configuration).Read();
    }
}
