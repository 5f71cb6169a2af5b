package io.jenkins.plugins.aicloudteardown.config;

import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of both kinds of connection share. */
public abstract class ConnectionDescriptor extends Descriptor<Connection> {

    /** A blank URL stands for the public default. */
    protected static FormValidation checkUrl(String url) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String text = Util.fixEmptyAndTrim(url);
        return text == null || BaseUrl.parse(text).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.Connection_Url());
    }

    @POST
    public final FormValidation doCheckName(@QueryParameter String name) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Util.fixEmptyAndTrim(name) == null
                ? FormValidation.error(Messages.Connection_Name())
                : FormValidation.ok();
    }

    @POST
    public final FormValidation doCheckMaxInFlight(@QueryParameter String maxInFlight) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return FormValidation.validatePositiveInteger(maxInFlight);
    }

    /** For a project's id: blank, or what can stand in a path. */
    protected static FormValidation checkToken(String name, String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String text = Util.fixEmptyAndTrim(value);
        return text == null || IdFormat.TOKEN.fits(text)
                ? FormValidation.ok()
                : FormValidation.error(Messages.Input_Token(name));
    }
}
