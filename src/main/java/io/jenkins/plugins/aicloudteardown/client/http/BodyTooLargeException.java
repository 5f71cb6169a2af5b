package io.jenkins.plugins.aicloudteardown.client.http;

import java.io.IOException;

/** The answer was larger than {@link BoundedBody#LIMIT}. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
}
