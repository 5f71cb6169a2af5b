package io.jenkins.plugins.aicloudteardown.client.secondreader;

/** One line of an answer's head; the same name may stand there twice. */
record Header(String name, String value) {
    @Override
    public String toString() {
        return name + ": " + value;
    }
}
