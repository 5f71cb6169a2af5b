package io.jenkins.plugins.aicloudteardown;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who asks, from nobody to the administrator. Each is a user of its name, which the dummy realm takes as password too. */
public enum Role {
    NOBODY,
    /** May see Jenkins, but no job. */
    VISITOR(Jenkins.READ),
    READER(Jenkins.READ, Item.READ),
    EXTENDED_READER(Jenkins.READ, Item.READ, Item.EXTENDED_READ),
    CREDENTIALS_USER(Jenkins.READ, Item.READ, CredentialsProvider.USE_ITEM),
    BUILDER(Jenkins.READ, Item.READ, Item.BUILD),
    CONFIGURER(Jenkins.READ, Item.READ, Item.CONFIGURE),
    SYSTEM_READER(Jenkins.READ, Item.READ, Jenkins.SYSTEM_READ),
    MANAGER(Jenkins.READ, Item.READ, Jenkins.MANAGE),
    ADMINISTRATOR(Jenkins.ADMINISTER);

    private final Permission[] permissions;

    Role(Permission... permissions) {
        this.permissions = permissions.clone();
    }

    /** The user's name. */
    public String user() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, everywhere. */
    public static AuthorizationStrategy strategy() {
        MockAuthorizationStrategy strategy = new MockAuthorizationStrategy();
        for (Role role : values()) {
            strategy.grant(role.permissions).everywhere().to(role.user());
        }
        return strategy;
    }
}
