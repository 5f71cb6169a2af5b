import hudson.model.Job
import jenkins.model.Jenkins

// So that there is something to look at when the page opens.
Jenkins.get().getAllItems(Job).each { it.scheduleBuild2(0) }
