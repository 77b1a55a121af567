using Personalization.Silo;

return await SiloProgram.Run(args);
