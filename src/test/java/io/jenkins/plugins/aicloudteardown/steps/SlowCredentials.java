package io.jenkins.plugins.aicloudteardown.steps;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.security.core.Authentication;

/**
 * A remote credential store that, while it is closed, neither answers nor reacts to an interrupt. A test that needs it
 * has a {@code TestExtension} of this type.
 */
abstract class SlowCredentials extends CredentialsProvider {
    private static volatile CountDownLatch opened = new CountDownLatch(0);
    private static volatile CountDownLatch asked = new CountDownLatch(0);

    /** From now on nobody is answered. */
    static void close() {
        close(1);
    }

    /**
     * The same.
     *
     * @param lookups for how many {@link #awaitSomebody} waits
     */
    static void close(int lookups) {
        asked = new CountDownLatch(lookups);
        opened = new CountDownLatch(1);
    }

    /** Answers all who wait, and whoever comes. */
    static void open() {
        opened.countDown();
    }

    /** Waits until somebody waits for an answer. */
    static void awaitSomebody() throws InterruptedException {
        if (!asked.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("nobody asked for a credential");
        }
    }

    @Override
    public <C extends Credentials> List<C> getCredentialsInItem(
            Class<C> type, Item item, Authentication authentication, List<DomainRequirement> requirements) {
        asked.countDown();
        boolean interrupted = false;
        while (opened.getCount() > 0) {
            try {
                opened.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    @Override
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            Class<C> type, ItemGroup group, Authentication authentication, List<DomainRequirement> requirements) {
        return List.of();
    }
}
