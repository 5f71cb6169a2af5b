package io.jenkins.plugins.aicloudteardown.client.outcome;

import java.io.Serializable;
import java.util.Objects;

/**
 * One entry of a provider's failure list: the resource, the provider's code and its message (both may be empty).
 * A class and not a record, because it is persisted.
 */
public final class Failure implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String code;
    private final String message;

    public Failure(String id, String code, String message) {
        this.id = id;
        this.code = code;
        this.message = message;
    }

    public String id() {
        return id;
    }

    public String code() {
        return code;
    }

    public String message() {
        return message;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Failure that
                && id.equals(that.id)
                && code.equals(that.code)
                && message.equals(that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, code, message);
    }

    @Override
    public String toString() {
        return id + " [" + code + "] " + message;
    }
}
