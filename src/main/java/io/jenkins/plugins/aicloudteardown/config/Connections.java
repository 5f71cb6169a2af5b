package io.jenkins.plugins.aicloudteardown.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The administrator's connections, in <em>Manage Jenkins → System</em>. */
@Extension
@Symbol("aiCloudTeardown")
@Restricted(NoExternalUse.class)
public final class Connections extends GlobalConfiguration {
    /** Replaced as a whole: whoever reads it waits for nobody who saves. */
    private volatile List<Connection> connections = new ArrayList<>();

    public Connections() {
        load();
    }

    public static Connections get() {
        return ExtensionList.lookupSingleton(Connections.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.Connections_DisplayName();
    }

    public List<Connection> getConnections() {
        return new ArrayList<>(connections);
    }

    /** @throws IllegalArgumentException if a name is blank or given twice: a job could not tell which is meant */
    @DataBoundSetter
    public void setConnections(List<Connection> connections) {
        ConnectionNames.problem(connections == null ? List.of() : connections).ifPresent(problem -> {
            throw new IllegalArgumentException(problem.toString());
        });
        // Whoever reads them does not wait for the disk.
        synchronized (this) {
            this.connections = new ArrayList<>(connections == null ? List.of() : connections);
            save();
        }
    }

    /** The first connection of that name. */
    public Optional<Connection> named(String name) {
        return getConnections().stream().filter(c -> c.getName().equals(name)).findFirst();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        // Without this an emptied list would keep its last entries: the form then sends nothing for it.
        List<Connection> sent = request.bindJSONToList(Connection.class, json.get("connections"));
        Optional<Localizable> problem = ConnectionNames.problem(sent);
        if (problem.isPresent()) {
            throw new FormException(problem.get().toString(), "connections");
        }
        setConnections(sent);
        return true;
    }
}
