package io.jenkins.plugins.aicloudteardown.client.demo;

import java.util.List;

/** Something about the providers that is easily got wrong, and the calls that show it. */
record Scene(String title, String rule, List<Play> plays) {
    Scene(String title, String rule, Play... plays) {
        this(title, rule, List.of(plays));
    }
}
