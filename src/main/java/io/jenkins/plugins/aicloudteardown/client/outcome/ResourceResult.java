package io.jenkins.plugins.aicloudteardown.client.outcome;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How one resource ended: facts and codes, no sentence. Persisted with the Pipeline step, so it is a class and holds
 * plain collections only.
 */
public final class ResourceResult implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Nothing of these is left to do, or nobody else could do it. */
    private static final Set<Reason> NOT_LEFT =
            EnumSet.of(Reason.GONE, Reason.SKIPPED, Reason.HOST_CHANGED, Reason.DEPLOYED_AGAIN);

    private final String id;
    private final Outcome outcome;
    private final Reason reason;
    private final String code;
    private final String message;
    private final int status;
    private final int tries;
    private final long millis;
    private final String lastState;
    private final Asked asked;
    private final ArrayList<String> removed;
    private final ArrayList<Failure> failures;

    private ResourceResult(Builder b) {
        id = b.id;
        outcome = b.outcome;
        reason = b.reason;
        code = b.code;
        message = b.message;
        status = b.status;
        tries = b.tries;
        millis = b.millis;
        lastState = b.lastState;
        asked = b.asked;
        removed = new ArrayList<>(b.removed);
        failures = new ArrayList<>(b.failures);
    }

    public static Builder of(String id, Outcome outcome, Reason reason) {
        return new Builder(id, outcome, reason);
    }

    /** The id as it was asked for. */
    public String id() {
        return id;
    }

    public Outcome outcome() {
        return outcome;
    }

    public Reason reason() {
        return reason;
    }

    /** The provider's code, or empty. */
    public String code() {
        return code;
    }

    /** The provider's message, redacted and cut, or empty. */
    public String message() {
        return message;
    }

    /** The last HTTP status, or 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** How many times the write left this machine or tried to. */
    public int tries() {
        return tries;
    }

    /** From the start of this resource's turn to its end, in milliseconds. */
    public long millis() {
        return millis;
    }

    /** The last state that the provider's read API showed, or empty. */
    public String lastState() {
        return lastState;
    }

    /** What was asked when the answer came that the reason speaks of. */
    public Asked asked() {
        return asked == null ? Asked.WRITE : asked;
    }

    /** What the provider says it removed, the id itself included: more than one id after a cascade. */
    public List<String> removed() {
        return Collections.unmodifiableList(removed);
    }

    /** The provider's failure list. */
    public List<Failure> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** Whether a later try, by whomever, may finish it: nobody has to correct anything first. */
    public boolean isLeft() {
        return !outcome.good() && reason.family() != Reason.Family.MAY_NOT && !NOT_LEFT.contains(reason);
    }

    @Override
    public String toString() {
        return id + " " + outcome + "/" + reason + " [" + code + "] " + message;
    }

    /** Collects the facts; every one but the three of the constructor has a neutral default. */
    public static final class Builder {
        private final String id;
        private final Outcome outcome;
        private final Reason reason;
        private String code = "";
        private String message = "";
        private int status;
        private int tries;
        private long millis;
        private String lastState = "";
        private Asked asked = Asked.WRITE;
        private List<String> removed = List.of();
        private List<Failure> failures = List.of();

        private Builder(String id, Outcome outcome, Reason reason) {
            this.id = id;
            this.outcome = outcome;
            this.reason = reason;
        }

        public Builder said(int status, String code, String message) {
            this.status = status;
            this.code = code;
            this.message = message;
            return this;
        }

        public Builder effort(int tries, long millis) {
            this.tries = tries;
            this.millis = millis;
            return this;
        }

        public Builder lastState(String state) {
            this.lastState = state;
            return this;
        }

        public Builder asked(Asked question) {
            this.asked = question;
            return this;
        }

        public Builder removed(List<String> ids) {
            this.removed = ids;
            return this;
        }

        public Builder failures(List<Failure> list) {
            this.failures = list;
            return this;
        }

        public ResourceResult build() {
            return new ResourceResult(this);
        }
    }
}
