package io.jenkins.plugins.aicloudteardown.report;

/** One line of a build's journal. */
public sealed interface JournalLine permits Opening, ReportRow {}
