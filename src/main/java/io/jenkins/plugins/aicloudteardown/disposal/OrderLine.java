package io.jenkins.plugins.aicloudteardown.disposal;

/** One line of an order's file. The names of its fields are those of the file, and never change. */
sealed interface OrderLine permits Taken, Standing, Change {}
