package io.jenkins.plugins.aicloudteardown.client.http;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What the exceptions of the JDK's client mean. */
final class TransportFailure {
    /** With this the JDK sends writes again by itself, and its last exception may be that of the second connection. */
    private static final boolean JDK_REPEATS =
            !"false".equalsIgnoreCase(System.getProperty("jdk.httpclient.enableAllMethodRetry", "false"));

    private TransportFailure() {}

    /** Whether the connection never came about, though the JDK had asked for the body. */
    static boolean unconnected(Throwable error) {
        return !JDK_REPEATS && (has(error, SSLHandshakeException.class) || notTls(error));
    }

    static Reason reason(Throwable error, boolean sent) {
        if (has(error, BodyTooLargeException.class)) {
            return Reason.ANSWER_TOO_LARGE;
        }
        if (sent) {
            return Reason.ANSWER_LOST;
        }
        if (has(error, UnresolvedAddressException.class) || has(error, UnknownHostException.class)) {
            return Reason.DNS_FAILED;
        }
        if (has(error, SSLException.class)) {
            return Reason.TLS_FAILED;
        }
        if (has(error, ConnectException.class) || has(error, HttpConnectTimeoutException.class)) {
            return Reason.CONNECT_FAILED;
        }
        String words = String.valueOf(error.getMessage());
        return words.contains("Tunnel failed") ? Reason.PROXY_REFUSED : Reason.CONNECT_FAILED;
    }

    /** The JDK says this of the first bytes of a server only: whoever has shaken hands has sent others. */
    private static boolean notTls(Throwable error) {
        return has(
                error,
                cause -> cause instanceof SSLException
                        && String.valueOf(cause.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains("unrecognized ssl message"));
    }

    private static boolean has(Throwable error, Class<? extends Throwable> type) {
        return has(error, type::isInstance);
    }

    private static boolean has(Throwable error, Predicate<Throwable> sought) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (sought.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
