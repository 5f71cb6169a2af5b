package io.jenkins.plugins.aicloudteardown.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NcpSignerTest {
    private static final ProviderKey.AccessKey KEY = new ProviderKey.AccessKey("AK_TEST", "SK_TEST");

    private final FakeTime time = new FakeTime(Instant.ofEpochMilli(1_700_000_000_000L));
    private final NcpSigner signer = new NcpSigner(KEY, time);

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST,   /vserver/v2/createServerInstances?regionCode=KR, xBcE26XFU55BMjppdPT7ZY3oDrqoOedfPyAn3Cq4lUw=",
        "POST,   /api/v2/aiapps/kill, +4V13LJuSH+t5ql3Czi6B5eZBUyB1EZgimy8Dw3HZi0=",
        "POST,   /api/v2/notebooks/restart, 8JAnc3ebnbWtXbP+OjIs1jfjKFd5cMisGl7tJR1q99Q=",
        "DELETE, /api/v1/tasks/f5aebc0c-0000-0000-0000-b201bc64b1c9, retzT5Ldb+3TfUDO3DYqc1DieEpLXcQqjIvho45QJXg=",
        "GET,    /api/v1/tasks?index=0&limit=20, jiKgyFPcO9Jeza/MfjdyddzOofF8X6UGYKIAs8hN0Lc="
    })
    void signsTheKnownVectors(String method, String target, String signature) {
        assertThat(sign(method, "https://ncloud.apigw.ntruss.com" + target))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "x-ncp-apigw-timestamp", "1700000000000",
                        "x-ncp-iam-access-key", "AK_TEST",
                        "x-ncp-apigw-signature-v2", signature));
    }

    @Test
    void signsNeitherHostNorBody() {
        HttpCall withBody = HttpCall.post(URI.create("http://127.0.0.1:8080/api/v2/aiapps/kill"), "{\"id\":\"a\"}");

        assertThat(signer.sign(withBody, new Stop()).join())
                .containsEntry("x-ncp-apigw-signature-v2", "+4V13LJuSH+t5ql3Czi6B5eZBUyB1EZgimy8Dw3HZi0=");
    }

    @Test
    void signsPathAndQueryAsTheyAreEncoded() {
        assertThat(signature("GET", "https://host/a%20b?c=%E4%B8%80"))
                .isNotEqualTo(signature("GET", "https://host/a%2520b?c=%25E4%25B8%2580"))
                .isEqualTo(
                        signer.signature(HttpCall.get(URI.create("https://other/a%20b?c=%E4%B8%80")), "1700000000000"));
    }

    @Test
    void signsEveryTryWithItsOwnTime() {
        Map<String, String> first = sign("DELETE", "https://host/api/v1/tasks/a");
        time.advance(Duration.ofMillis(1));
        Map<String, String> second = sign("DELETE", "https://host/api/v1/tasks/a");

        assertThat(second.get("x-ncp-apigw-timestamp")).isEqualTo("1700000000001");
        assertThat(second.get("x-ncp-apigw-signature-v2")).isNotEqualTo(first.get("x-ncp-apigw-signature-v2"));
    }

    private String signature(String method, String uri) {
        return sign(method, uri).get("x-ncp-apigw-signature-v2");
    }

    private Map<String, String> sign(String method, String uri) {
        return signer.sign(new HttpCall(method, URI.create(uri), Optional.empty()), new Stop())
                .join();
    }
}
