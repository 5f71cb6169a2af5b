package io.jenkins.plugins.aicloudteardown.client.operation;

import java.util.Map;
import java.util.function.Function;

/**
 * What is known of an operation before it has any parameters: a form needs it as well as a request.
 *
 * @param name     the Pipeline function's name
 * @param service  which service carries it out
 * @param idFormat what its ids may look like
 * @param maker    makes the operation again from its {@link Operation#own() own parameters}
 */
public record OperationType(
        String name, Service service, IdFormat idFormat, Function<Map<String, String>, Operation> maker) {}
