/**
 * A local server that speaks both providers as their documents describe them, and misbehaves on request.
 *
 * <p>It shares no class with the product, so that it is an independent check of the signatures and of the way answers
 * are read. Rules of a provider are cited as "document 001" and the like (the five API pages the product implements)
 * or as "FACTS, section n" (the collected facts around them).
 */
package io.jenkins.plugins.aicloudteardown.sandbox;
