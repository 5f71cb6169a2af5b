import hudson.model.AdministrativeMonitor
import hudson.model.Job
import io.jenkins.plugins.darktheme.DarkThemeSystemManagerFactory
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration

def jenkins = Jenkins.get()

// So that the report's address in the log is a link.
def port = System.getProperty('port')
if (port != null) {
    JenkinsLocationConfiguration.get().url = "http://127.0.0.1:${port}/jenkins/"
}

def jobs = jenkins.getAllItems(Job).sort { it.name }

// A job says in its description what it shows; the dashboard has no column for that.
jenkins.systemMessage = """AI Cloud Teardown: a demonstration. The providers are a sandbox on this machine; nothing leaves it.

${jobs.collect { "${it.name}: ${it.description}" }.join('\n')}

Begin with 2-partial: its last build, the console output, and "AI cloud teardown" in the build's menu.
Each job can be built again. A Pipeline's "Pipeline Syntax" has a form for each step; Manage Jenkins, System has the connections, with a test for each."""

// Dark where the viewer's system is.
ThemeManagerPageDecorator.get().theme = new DarkThemeSystemManagerFactory()

// The browser of whoever looks would tell the Jenkins project of it.
jenkins.noUsageStatistics = true

// They are about the machine and the age of this Jenkins, which is the oldest that the plugin runs with.
AdministrativeMonitor.all().each { it.disable(true) }

// So that there is something to look at when the page opens.
jobs.each { it.scheduleBuild2(0) }
