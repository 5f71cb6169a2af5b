package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.ErrorBody.Shape;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'message':'no such element','success':false} | FLAGGED | `` | no such element",
                "{'error':{'errorCode':'210','message':'Denied','details':'No right.'}} | NCP_GATEWAY | 210 | Denied"
                        + " No right.",
                "{'error':{'errorCode':210,'message':'Denied'}} | NCP_GATEWAY | 210 | Denied",
                "{'error':{'code':401,'message':'Wrong','title':'Unauthorized'}} | KEYSTONE | 401 | Wrong",
                "{'error':{'code':'IAM.0001','message':'Wrong'}} | KEYSTONE | IAM.0001 | Wrong",
                "{'error_code':'APIG.3084','error_msg':'gone'} | HUAWEI | APIG.3084 | gone",
                "{'error_code':10404,'error_msg':'gone'} | HUAWEI | 10404 | gone",
                "{'error_code':'ModelArts.3009','error_message':'old'} | HUAWEI | ModelArts.3009 | old",
                "{'code':10106,'msg':'path not found'} | CODED | 10106 | path not found",
                "{'code':'10106','message':'path not found'} | CODED | 10106 | path not found",
                "{'errorCode':'300','errorMessage':'Not Found'} | CODED | 300 | Not Found",
                "{'responseError':{'returnCode':'800','returnMessage':'No'}} | CODED | 800 | No",
                "{'code':1,'message':'m','success':false} | CODED | 1 | m",
            })
    void readsEveryShape(String body, Shape shape, String code, String message) {
        assertThat(ErrorBody.read(Replies.json(400, body))).contains(new ErrorBody(shape, code, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "[{'error_code':'APIG.3084','error_msg':'gone'}]",
                "'text'",
                "{}",
                "{'message':'alone'}",
                "{'success':false}",
                "{'timestamp':'2026','status':404,'error':'Not Found','path':'/'}",
                "{'error_code':'APIG.3084','error_msg':'cut",
                "{'error_code':'APIG.3084'} trailing",
                "{'success':false,'message':'a','success':true}",
                "<html><body>404</body></html>",
            })
    void whatIsInNoneOfTheShapesIsUnreadable(String body) {
        assertThat(ErrorBody.read(Replies.json(404, body))).isEmpty();
    }

    @Test
    void namesEveryCodeInWhicheverShape() {
        String body = "{'code':1,'error_code':'APIG.3084','errorCode':null,'error':{'errorCode':'300','message':'m'},"
                + "'responseError':{'returnCode':'800'},'status':{'code':'s'},'other':{'code':'no'}}";

        assertThat(ErrorBody.codes(Replies.json(404, body)))
                .containsExactlyInAnyOrder("1", "APIG.3084", "300", "800", "s");
        assertThat(ErrorBody.codes(Replies.json(404, "{'message':'m','success':false}")))
                .isEmpty();
        assertThat(ErrorBody.codes(Replies.html(404))).isEmpty();
    }

    @Test
    void oneEncodingOfTwoIsEnoughToMakeABodyUnreadable() {
        Map<String, List<String>> both = Map.of("Content-Encoding", List.of("identity", "br"));
        byte[] body = "{\"code\":1}".getBytes(StandardCharsets.UTF_8);

        assertThat(new HttpReply(200, HttpHeaders.of(both, (name, value) -> true), body).object())
                .isEmpty();
    }

    @Test
    void aCompressedBodyIsUnreadable() {
        String body = "{\"error_code\":\"APIG.3084\",\"error_msg\":\"gone\"}";

        assertThat(ErrorBody.read(Replies.of(404, Map.of("Content-Encoding", "gzip"), body)))
                .isEmpty();
        assertThat(ErrorBody.read(Replies.of(404, Map.of("Content-Encoding", "Identity"), body)))
                .isPresent();
    }

    @Test
    void aBodyThatIsNotUtf8IsUnreadableButCanBeShown() {
        byte[] body = "{\"message\":\"caf\u00e9\",\"success\":false}".getBytes(StandardCharsets.ISO_8859_1);
        HttpReply reply = new HttpReply(404, Replies.headers(Map.of()), body);

        assertThat(ErrorBody.read(reply)).isEmpty();
        assertThat(reply.text()).contains("caf\ufffd");
    }
}
