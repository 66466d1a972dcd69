using System.Xml.Linq;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.House;

public sealed class RunCommandTests
{
    // The web SDK starts programs in the project's folder: the catalog that people edit would then not be the one that
    // is served, and a path typed after `--` would lead elsewhere.
    [Fact]
    public void The_readmes_command_runs_in_the_folder_where_it_is_typed()
    {
        var project = XDocument.Load(Path.Combine(
            SharedData.RepositoryRoot, "src", "Krfoss.Redirector", "Krfoss.Redirector.csproj"));
        Assert.Equal("false", Assert.Single(project.Descendants("EnableDefaultRunWorkingDirectory")).Value);
        Assert.Empty(project.Descendants("RunWorkingDirectory"));
    }
}
