package io.jenkins.plugins.aicloudteardown.docs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.jenkinsci.plugins.workflow.libs.LibraryRetrieverDescriptor;
import org.jvnet.hudson.test.TestExtension;

/** A shared library whose files are those that the documentation shows. */
public final class LibraryOfTheDocs extends LibraryRetriever {
    private final TreeMap<String, String> files;

    LibraryOfTheDocs(Map<String, String> files) {
        this.files = new TreeMap<>(files);
    }

    @Override
    public void retrieve(
            @NonNull String name,
            @NonNull String version,
            boolean changelog,
            @NonNull FilePath target,
            @NonNull Run<?, ?> run,
            @NonNull TaskListener listener)
            throws Exception {
        for (Map.Entry<String, String> file : files.entrySet()) {
            target.child(file.getKey()).write(file.getValue(), "UTF-8");
        }
    }

    @Override
    public void retrieve(
            @NonNull String name,
            @NonNull String version,
            @NonNull FilePath target,
            @NonNull Run<?, ?> run,
            @NonNull TaskListener listener)
            throws Exception {
        retrieve(name, version, true, target, run, listener);
    }

    @TestExtension
    public static final class DescriptorImpl extends LibraryRetrieverDescriptor {}
}
