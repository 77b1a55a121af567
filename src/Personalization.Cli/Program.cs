using Personalization.Cli;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
return (int)await CommandLine.Run(args, Output.OfConsole(), interrupted.Token);
