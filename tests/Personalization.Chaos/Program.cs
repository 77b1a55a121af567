using Personalization.Chaos;

return await CommandLine.Run(args, Console.Out, Console.Error);
