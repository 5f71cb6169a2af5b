package io.jenkins.plugins.aicloudteardown.client.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.Replies;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "400, 100, REFUSED,     PROVIDER_ERROR",
        "401, 200, KEY_REFUSED, KEY_REFUSED",
        "401, 210, REFUSED,     NO_PERMISSION",
        "403, 230, REFUSED,     NO_PERMISSION",
        "404, 300, REFUSED,     ENDPOINT_NOT_FOUND",
        "413, 430, REFUSED,     PROVIDER_ERROR",
        "429, 400, REFUSED,     QUOTA",
        "429, 410, THROTTLED,   THROTTLED",
        "429, 420, THROTTLED,   THROTTLED",
        "503, 500, LOST,        GATEWAY_TIMEOUT",
        "504, 510, LOST,        GATEWAY_TIMEOUT",
        "500, 900, LOST,        GATEWAY_TIMEOUT",
        "401, 999, KEY_REFUSED, KEY_REFUSED",
        "429, 999, THROTTLED,   THROTTLED",
    })
    void ncpGatewayCodesAsTextAndAsNumberAndInItsOtherShape(int status, String code, Kind kind, Reason reason) {
        for (String error : new String[] {
            "'errorCode':'" + code + "'", "'errorCode':" + code, "'code':'" + code + "'", "'code':" + code
        }) {
            Reading reading =
                    ProviderErrors.read(Replies.json(status, "{'error':{" + error + ",'message':'m'}}"), Provider.NCP);
            assertThat(reading).as(error).isEqualTo(Reading.of(kind, reason, code, "m"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, APIG.0101,  REFUSED,     ENDPOINT_NOT_FOUND",
        "404, APIGW.0101, REFUSED,     ENDPOINT_NOT_FOUND",
        "504, APIG.0201,  LOST,        GATEWAY_TIMEOUT",
        "401, APIG.0301,  KEY_REFUSED, KEY_REFUSED",
        "401, APIGW.0301, KEY_REFUSED, KEY_REFUSED",
        "401, APIG.0303,  KEY_REFUSED, KEY_REFUSED",
        "401, APIG.0307,  TOKEN_STALE, TOKEN_STALE",
        "429, APIG.0308,  THROTTLED,   THROTTLED",
        "401, APIG.1002,  TOKEN_STALE, TOKEN_STALE",
        "403, APIG.1005,  REFUSED,     NO_PERMISSION",
        "500, APIG.9999,  REFUSED,     PROVIDER_ERROR",
        "503, APIG.0202,  LOST,        GATEWAY_TIMEOUT",
        "403, Unknown.1,  REFUSED,     NO_PERMISSION",
        "401, Unknown.1,  KEY_REFUSED, KEY_REFUSED",
        "400, Unknown.1,  REFUSED,     PROVIDER_ERROR",
    })
    void huaweiCodes(int status, String code, Kind kind, Reason reason) {
        assertThat(ProviderErrors.read(
                        Replies.json(status, "{'error_code':'" + code + "','error_msg':'m'}"), Provider.HUAWEI))
                .isEqualTo(Reading.of(kind, reason, code, "m"));
    }

    @Test
    void aRefusalThatNamesTheTokenMayBeRenewed() {
        String body = "{'error_code':'APIGW.0301','error_msg':'Incorrect IAM authentication information: decrypt Token"
                + " fail'}";

        assertThat(ProviderErrors.read(Replies.json(401, body), Provider.HUAWEI).kind())
                .isEqualTo(Kind.TOKEN_STALE);
    }

    @ParameterizedTest
    @CsvSource({
        "200, UNREADABLE,    UNREADABLE",
        "204, UNREADABLE,    UNREADABLE",
        "301, REFUSED,       REDIRECTED",
        "302, REFUSED,       REDIRECTED",
        "308, REFUSED,       REDIRECTED",
        "400, REFUSED,       PROVIDER_ERROR",
        "401, REFUSED,       UNREADABLE_REFUSAL",
        "403, REFUSED,       UNREADABLE_REFUSAL",
        "404, REFUSED,       ENDPOINT_NOT_FOUND",
        "405, REFUSED,       ENDPOINT_NOT_FOUND",
        "407, NOT_DELIVERED, PROXY_REFUSED",
        "410, REFUSED,       ENDPOINT_NOT_FOUND",
        "429, THROTTLED,     THROTTLED",
        "500, LOST,          UNREADABLE",
        "502, LOST,          GATEWAY_TIMEOUT",
        "503, LOST,          GATEWAY_TIMEOUT",
        "504, LOST,          GATEWAY_TIMEOUT",
    })
    void answersThatAreNoErrorBodyOfAnybody(int status, Kind kind, Reason reason) {
        for (Provider provider : Provider.values()) {
            Reading html = ProviderErrors.read(Replies.html(status), provider);
            Reading empty = ProviderErrors.read(Replies.empty(status), provider);
            assertThat(html.kind()).isEqualTo(kind).isEqualTo(empty.kind());
            assertThat(html.reason()).isEqualTo(reason).isEqualTo(empty.reason());
            assertThat(html.code()).isEmpty();
        }
    }

    @Test
    void showsWhatItCouldNotRead() {
        assertThat(ProviderErrors.read(Replies.html(502), Provider.NCP).message())
                .isEqualTo("<html><body>502</body></html>");
    }

    @Test
    void aCodeOfOneProviderMeansNothingAtTheOther() {
        assertThat(ProviderErrors.read(Replies.json(400, "{'error_code':'APIG.0101','error_msg':'m'}"), Provider.NCP)
                        .reason())
                .isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(ProviderErrors.read(Replies.json(400, "{'code':'10106','msg':'m'}"), Provider.HUAWEI)
                        .reason())
                .isEqualTo(Reason.PROVIDER_ERROR);
    }
}
