using Personalization.Benchmarks.Peers;
using Personalization.Benchmarks.Smoke;

return args switch
{
    ["smoke", .. var options] => await SmokeRun.Run(SmokeOptions.Parse(options)),
    ["expressions", .. var options] => await SmokeRun.RunExpressions(SmokeOptions.Parse(options)),
    ["replay", .. var options] => await SmokeRun.RunReplay(SmokeOptions.Parse(options)),
    ["journal", .. var options] => await SmokeRun.RunJournals(SmokeOptions.Parse(options)),
    ["audit", .. var options] => await SmokeRun.RunAudit(SmokeOptions.Parse(options)),
    ["peer", var address] => await PeerServer.Run(address),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project tests/Personalization.Benchmarks -- smoke|expressions|replay|journal|audit [--rounds 5] [--seconds 2] [--only text]

        smoke         runs every scenario in turns, several rounds, and prints median and spread beside the bars and the
                      baselines of the same run. Loads only loopback. h2load (Debian: nghttp2-client) drives the unary calls.
        expressions   runs the same conditions compiled here, in @marcbachmann/cel-js and in json-rules-engine, in the same way.
                      Needs node and npm for those two.
        journal       makes events durable in PostgreSQL and SQLite, beside plain inserts of the same bytes. Starts a PostgreSQL
                      of its own from Debian's binaries.
        replay        fills a journal and reads it back: folds, verify, what-if, rebuild, and profiles as of a time.
        audit         makes events and decisions durable with and without the sealer beside it, seals a backlog and verifies it.
        """);
    return 2;
}
