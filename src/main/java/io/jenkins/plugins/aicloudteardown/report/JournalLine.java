package io.jenkins.plugins.aicloudteardown.report;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One line of a build's journal. */
@Restricted(NoExternalUse.class)
public sealed interface JournalLine permits Opening, Refusal, ReportRow {}
