package io.jenkins.plugins.aicloudteardown.client.operation;

import static io.jenkins.plugins.aicloudteardown.client.http.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Replies;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceProbeTest {
    private static final Endpoint ENDPOINT = new Endpoint(URI.create("https://host"), "project", false, 8);

    @ParameterizedTest
    @CsvSource({
        "NCLUE,     '',  GET https://host/api/v1/tasks?index=0&limit=1",
        "MODELARTS, '',  GET https://host/v1/project/models?offset=0&limit=1",
        "ROMA,      i1,  GET https://host/v2/project/apic/instances/i1/livedata-apis?offset=0&limit=1",
        "ROMA,      '',  GET https://host/v2/project/apic/instances/0/livedata-apis?offset=0&limit=1",
    })
    void readsTheShortestListThatThereIs(Service service, String scope, String request) {
        HttpCall call = new ServiceProbe(service, scope).call(ENDPOINT);

        assertThat(call.method() + " " + call.uri()).isEqualTo(request);
    }

    @Test
    void asksDataforestForOneNotebook() {
        HttpCall call = new ServiceProbe(Service.DATAFOREST, "a1").call(ENDPOINT);

        assertThat(call.uri()).hasToString("https://host/api/v2/notebooks/getList");
        assertThat(call.json()).contains("{\"accountId\":\"a1\",\"paging\":{\"limit\":1,\"offset\":0}}");
    }

    @ParameterizedTest
    @CsvSource({"DATAFOREST, contents", "NCLUE, tasks", "ROMA, apis", "MODELARTS, models"})
    void theDocumentedListIsAccepted(Service service, String list) {
        assertThat(read(service, json(200, "{'success':true,'" + list + "':[]}")))
                .isEqualTo(Reason.ACCEPTED);
        assertThat(read(service, json(403, "{'success':true,'" + list + "':[]}")))
                .isNotEqualTo(Reason.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerWithoutTheListIsNeverAccepted(Service service) {
        assertThat(List.of(
                        json(200, "{}"),
                        json(200, "{'success':true}"),
                        json(200, "{'success':true,'list':[]}"),
                        Replies.html(200),
                        Replies.empty(204)))
                .allSatisfy(reply -> assertThat(read(service, reply)).isNotEqualTo(Reason.ACCEPTED));
    }

    @Test
    void onlyTheOwnersListProvesTheKeyWhereTheServiceNeedsOne() {
        assertThat(new ServiceProbe(Service.DATAFOREST, "").proves()).isFalse();
        assertThat(new ServiceProbe(Service.DATAFOREST, "a1").proves()).isTrue();
        assertThat(new ServiceProbe(Service.ROMA, "").proves()).isFalse();
        assertThat(new ServiceProbe(Service.NCLUE, "").proves()).isTrue();
        assertThat(new ServiceProbe(Service.MODELARTS, "").proves()).isTrue();
    }

    private static Reason read(Service service, HttpReply reply) {
        return new ServiceProbe(service, "").read(reply).reason();
    }
}
