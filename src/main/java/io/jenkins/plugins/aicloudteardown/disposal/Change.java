package io.jenkins.plugins.aicloudteardown.disposal;

/**
 * Something of an order as a whole changed; what did not is null or 0.
 *
 * @param due  since when it is due, in milliseconds since 1970
 * @param end  when its build ended, in milliseconds since 1970
 * @param job  the new full name of its job
 * @param home the root URL of the Jenkins that goes on with it
 */
record Change(long due, long end, String job, String home) implements OrderLine {
    static Change due(long since, long end) {
        return new Change(since, end, null, null);
    }

    static Change job(String name) {
        return new Change(0, 0, name, null);
    }

    static Change home(String url) {
        return new Change(0, 0, null, url);
    }
}
