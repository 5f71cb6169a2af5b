package io.jenkins.plugins.aicloudteardown.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.VisibleText;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One entry of a provider's failure list, as it stands in the report's file. */
@ExportedBean
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonIgnoreProperties(ignoreUnknown = true)
@Restricted(NoExternalUse.class)
public final class ReportFailure {
    private final String id;
    private final String code;
    private final String message;

    /** For Jackson. */
    private ReportFailure() {
        this("", "", "");
    }

    private ReportFailure(String id, String code, String message) {
        this.id = id;
        this.code = code;
        this.message = message;
    }

    static ReportFailure of(Failure failure) {
        return new ReportFailure(failure.id(), failure.code(), failure.message());
    }

    @Exported
    public String getId() {
        return VisibleText.of(id);
    }

    /** The provider's code, or empty. */
    @Exported
    public String getCode() {
        return VisibleText.of(code);
    }

    /** The provider's message, redacted and cut, or empty. */
    @Exported
    public String getMessage() {
        return VisibleText.of(message);
    }
}
