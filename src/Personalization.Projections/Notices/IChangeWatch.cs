using Personalization.Core.Subjects;

namespace Personalization.Projections.Notices;

/// <summary>Lets somebody follow the changes of one subject.</summary>
public interface IChangeWatch
{
    /// <summary>
    /// Begins to watch. Notices that come from now on are kept until they are read, those that wait as one: a slow reader gets the latest only, and never too little.
    /// </summary>
    /// <returns>The watch; ends when it is disposed of.</returns>
    ISubjectWatch Watch(SubjectKey subject);
}
