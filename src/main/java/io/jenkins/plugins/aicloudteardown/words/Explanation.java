package io.jenkins.plugins.aicloudteardown.words;

import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason.Family;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Why a resource ended as it did, and what to do next. The same reason means something else of a read than of the
 * request itself, of what may have been carried out than of what was not sent, and from one service to another. What has
 * the same explanation can be told together.
 *
 * @param again       what it does to run the step once more
 * @param serverError whether the provider answered with an error that says that it is its own
 */
@Restricted(NoExternalUse.class)
public record Explanation(
        Service service, Again again, Outcome outcome, Reason reason, Asked asked, boolean serverError) {
    /** What it does to an operation to be carried out once more. */
    public enum Again {
        /** Nothing, beyond what was asked for. */
        HARMLESS,
        /** It may also remove what was deployed since. */
        FURTHER,
        /** It interrupts what works. */
        HARMFUL;

        /** What it does to this one. */
        public static Again of(Operation operation) {
            if (!operation.repeatable()) {
                return HARMFUL;
            }
            return operation.oneAtATime() ? FURTHER : HARMLESS;
        }
    }

    /** Of a read these say no more, and no less, than of the request itself. */
    private static final Set<Family> OF_ANY_REQUEST =
            EnumSet.of(Family.STOPPED, Family.UNREACHED, Family.TURNED_AWAY, Family.INTERNAL);
    /** Those of the key that are about what is asked for with it. */
    private static final Set<Reason> OF_THE_QUESTION = EnumSet.of(Reason.NO_PERMISSION, Reason.UNREADABLE_REFUSAL);
    /** What may have been carried out is all that there is to say of them. */
    private static final Set<Reason> UNKNOWN_ALONE =
            EnumSet.of(Reason.ABORTED, Reason.INTERRUPTED, Reason.INTERNAL_ERROR, Reason.CONTRADICTION);

    public static Explanation of(Operation operation, ResourceResult result) {
        return of(operation.service(), Again.of(operation), result);
    }

    /** @param again what it does to run the step once more */
    public static Explanation of(Service service, Again again, ResourceResult result) {
        return new Explanation(
                service,
                again,
                result.outcome(),
                result.reason(),
                result.asked(),
                Words.serverError(result.reason(), result.status()));
    }

    /** Why, as a part of a sentence. */
    public String why(Locale language) {
        String why = reason(language);
        return switch (asked) {
            case WRITE -> why;
            case BEFORE -> ofTheQuestion() ? Messages._Explain_ReadBefore(why).toString(language) : why;
            case LOOK -> notLookedAt(why).toString(language);
            case LIST -> notListed(why).toString(language);
            case LISTED -> Messages._Explain_StillListed().toString(language);
        };
    }

    private String reason(Locale language) {
        Localizable words = serverError ? Messages._Explain_ServerError() : Words.of(reason);
        return words.toString(language);
    }

    private boolean ofTheQuestion() {
        return OF_THE_QUESTION.contains(reason)
                || reason.family() != Family.MAY_NOT && !OF_ANY_REQUEST.contains(reason.family());
    }

    private Localizable notLookedAt(String why) {
        if (outcome != Outcome.UNKNOWN) {
            return Messages._Explain_LookAccepted(why);
        }
        return reason.lost() || reason == Reason.INTERRUPTED
                ? Messages._Explain_LostAndNoLook(why)
                : Messages._Explain_LookLost(why);
    }

    private Localizable notListed(String why) {
        return outcome == Outcome.FAILED ? Messages._Explain_NoList(why) : Messages._Explain_NoListAfterLost(why);
    }

    /** What to do next, as sentences; none where there is nothing to do. */
    public List<String> hints(Locale language) {
        return hints().stream()
                .map(hint -> hint.toString(language))
                .filter(hint -> !hint.isEmpty())
                .toList();
    }

    private List<Localizable> hints() {
        List<Localizable> hints = new ArrayList<>();
        if (outcome.good()) {
            return hints;
        }
        if (outcome == Outcome.UNKNOWN && reason != Reason.HOST_CHANGED) {
            hints.add(unknown());
            if (reason.family() == Family.UNREADABLE && reason != Reason.CONTRADICTION) {
                hints.add(Words.hint(Reason.REDIRECTED));
            } else if (!reason.lost() && !serverError && !UNKNOWN_ALONE.contains(reason)) {
                hints.add(own());
            }
        } else if (asked == Asked.LISTED) {
            hints.add(Messages._Advice_Look());
        } else if (asked == Asked.LOOK || asked == Asked.LIST) {
            hints.addAll(ofTheRead());
        } else {
            hints.add(outcome == Outcome.NOT_SENT ? notSent() : own());
        }
        return hints;
    }

    private Localizable unknown() {
        return switch (again) {
            case HARMLESS -> Messages._Advice_Harmless();
            case FURTHER -> Messages._Advice_Unknown();
            case HARMFUL -> Messages._Advice_Harmful();
        };
    }

    /** What was not sent has not been carried out, whatever was lost before it. */
    private Localizable notSent() {
        if (reason == Reason.INTERRUPTED || reason == Reason.INTERNAL_ERROR) {
            return Messages._Advice_NotSent();
        }
        return reason.lost() ? Words.hint(Reason.CONNECT_FAILED) : own();
    }

    private List<Localizable> ofTheRead() {
        List<Localizable> hints = new ArrayList<>();
        if (asked == Asked.LIST && service == Service.DATAFOREST) {
            hints.add(Messages._Advice_Account());
        }
        boolean lost = reason.lost() || reason == Reason.PROVIDER_ERROR;
        hints.add(lost ? Messages._Advice_Look() : own());
        return hints;
    }

    private Localizable own() {
        if (serverError) {
            boolean mayBeDone = again == Again.HARMFUL && outcome != Outcome.NOT_SENT;
            return mayBeDone ? Messages._Advice_Harmful() : Messages._Advice_ServerError();
        }
        return switch (reason) {
            case GONE -> again == Again.HARMFUL ? Messages._Advice_CheckId() : Words.hint(reason);
            case NO_PERMISSION -> permission();
            case IN_USE -> inUse();
            case ENDPOINT_NOT_FOUND -> service == Service.ROMA ? Messages._Advice_RomaV2() : Words.hint(reason);
            default -> Words.hint(reason);
        };
    }

    private Localizable permission() {
        if (asked != Asked.WRITE) {
            return Messages._Advice_MayRead();
        }
        return service == Service.DATAFOREST ? Messages._Advice_DataforestId() : Words.hint(reason);
    }

    private Localizable inUse() {
        return switch (service) {
            case NCLUE -> Messages._Advice_Busy();
            case MODELARTS -> Messages._Advice_Deployed();
            default -> Words.hint(reason);
        };
    }
}
