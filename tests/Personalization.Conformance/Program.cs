using Personalization.Conformance;

return CommandLine.Run(args, Console.Out, Console.Error);
