using System.Runtime.InteropServices;
using Personalization.Cli;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopOnce);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopOnce);
return (int)await CommandLine.Run(args, Output.OfConsole(), stop.Token);

// The first signal lets a command finish what is under way; the second one ends the process.
void StopOnce(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
