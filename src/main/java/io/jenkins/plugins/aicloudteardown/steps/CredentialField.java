package io.jenkins.plugins.aicloudteardown.steps;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.config.Target;
import io.jenkins.plugins.aicloudteardown.credentials.CredentialKinds;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.net.URI;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** The field of a step's form that names a credential. Which ones fit depends on the host that will be called. */
final class CredentialField {
    private final Service service;
    private final Item item;
    private final String connection;
    private final String region;

    /**
     * @param item       whose form it is, or null
     * @param connection the connection in the form, or empty
     * @param region     the region in the form, or empty
     */
    CredentialField(Service service, Item item, String connection, String region) {
        this.service = service;
        this.item = item;
        this.connection = connection;
        this.region = region;
    }

    /** Those that a build of the job would find; of those that cannot sign none. */
    ListBoxModel items(String current) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!mayUse()) {
            return items.includeCurrentValue(current);
        }
        items.add(Messages.Form_NoCredential(), "");
        try {
            items.includeMatchingAs(
                    authentication(),
                    item,
                    StandardCredentials.class,
                    requirements(),
                    CredentialKinds.of(service.provider()));
        } catch (RuntimeException e) {
            // A store that fails is told of by the check; what is configured stays.
            return items.includeCurrentValue(current);
        }
        return items.includeCurrentValue(current);
    }

    /** Whether a build of the job would find the credential, and could sign with it. */
    FormValidation check(String given) {
        boolean untouched = given.isEmpty() && connection.isEmpty();
        return untouched || !mayUse() ? FormValidation.ok() : Checks.inForm(() -> find(given));
    }

    private boolean mayUse() {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    private Authentication authentication() {
        return item instanceof Queue.Task task ? task.getDefaultAuthentication2() : ACL.SYSTEM2;
    }

    private List<DomainRequirement> requirements() {
        try {
            return requirements(target().endpoint().base());
        } catch (BadInputException e) {
            // Which host it will be is not known yet; the form says so at the field itself.
            return List.of();
        }
    }

    private static List<DomainRequirement> requirements(URI host) {
        return URIRequirementBuilder.fromUri(host.toString()).build();
    }

    private Target target() throws BadInputException {
        return Target.of(service, connection, region, "");
    }

    private void find(String given) throws BadInputException {
        Target target;
        try {
            target = target();
        } catch (BadInputException e) {
            // Said at the field itself; which host the credential is for is not known before.
            return;
        }
        String id = given.isEmpty() ? target.credentialsId() : Checks.given(Parameter.CREDENTIALS_ID, given);
        if (id.isEmpty()) {
            throw Parameter.CREDENTIALS_ID.bad(Messages::_Input_CredentialsId);
        }
        URI host = target.endpoint().base();
        if (!finds(id, host, CredentialsMatchers.always())) {
            throw Parameter.CREDENTIALS_ID.bad(name -> Messages._Input_CredentialNotFound(name, id, host.getHost()));
        }
        if (!finds(id, host, CredentialKinds.of(service.provider()))) {
            throw CredentialKinds.wrong(service.provider(), id);
        }
    }

    private boolean finds(String id, URI host, CredentialsMatcher kind) throws BadInputException {
        try {
            return !CredentialsProvider.listCredentialsInItem(
                            StandardCredentials.class,
                            item,
                            authentication(),
                            requirements(host),
                            CredentialsMatchers.allOf(CredentialsMatchers.withId(id), kind))
                    .isEmpty();
        } catch (RuntimeException e) {
            throw CredentialKinds.unreadable(id, e);
        }
    }
}
