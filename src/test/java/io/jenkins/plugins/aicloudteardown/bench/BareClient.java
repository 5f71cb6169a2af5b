package io.jenkins.plugins.aicloudteardown.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is compared with: the JDK's HTTP client, with so many requests in flight, and nothing else. It signs nothing,
 * keeps no record, and repeats nothing; it only makes sure that the answers are the ones expected.
 */
public final class BareClient {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** Kills all of them; blocks. */
    public void kill(URI base, List<String> ids, int inFlight) {
        URI kill = URI.create(base + "/api/v2/aiapps/kill");
        AtomicInteger next = new AtomicInteger();
        CompletableFuture<?>[] lanes = new CompletableFuture<?>[Math.min(inFlight, ids.size())];
        for (int i = 0; i < lanes.length; i++) {
            CompletableFuture<Void> lane = new CompletableFuture<>();
            lanes[i] = lane;
            send(kill, ids, next, lane);
        }
        CompletableFuture.allOf(lanes).join();
    }

    private void send(URI kill, List<String> ids, AtomicInteger next, CompletableFuture<Void> lane) {
        int index = next.getAndIncrement();
        if (index >= ids.size()) {
            lane.complete(null);
            return;
        }
        String id = ids.get(index);
        HttpRequest request = HttpRequest.newBuilder(kill)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id + "\"}"))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((response, error) -> {
            if (error != null) {
                lane.completeExceptionally(error);
            } else if (response.statusCode() != 200
                    || !response.body().contains("\"success\":true")
                    || !response.body().contains("\"" + id + "\"")) {
                lane.completeExceptionally(new IllegalStateException(id + ": " + response.body()));
            } else {
                send(kill, ids, next, lane);
            }
        });
    }
}
