using Personalization.Server;

return await ServerProgram.Run(args);
