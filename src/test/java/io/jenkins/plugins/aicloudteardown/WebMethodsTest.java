package io.jenkins.plugins.aicloudteardown;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import hudson.model.Action;
import hudson.model.AdministrativeMonitor;
import hudson.model.Descriptor;
import hudson.model.InvisibleAction;
import hudson.model.PeriodicWork;
import hudson.model.RootAction;
import hudson.model.UnprotectedRootAction;
import io.jenkins.plugins.aicloudteardown.disposal.LeftByJob;
import io.jenkins.plugins.aicloudteardown.disposal.LeftPage;
import java.util.HashSet;
import java.util.Set;
import jenkins.model.RunAction2;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.StaplerFallback;
import org.kohsuke.stapler.StaplerOverridable;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.bind.JavaScriptMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.POST;

/**
 * What a browser can reach by a name, as the classes say it; {@link PermissionsTest} and, for the pages of what is left,
 * {@link LeftPermissionsTest} ask each with real requests.
 */
class WebMethodsTest {
    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(WebMethodsTest.class.getPackageName());

    private static final DescribedPredicate<JavaMethod> WEB_METHODS = describe(
            "web methods",
            method -> method.getName().matches(io.jenkins.plugins.aicloudteardown.WebMethod.NAMED)
                    && !method.getModifiers().contains(SYNTHETIC)
                    // What Jenkins' timer calls has that name too, and nobody else can call it.
                    && !method.getOwner().isAssignableTo(PeriodicWork.class));

    /** What each page offers is asked for by name in the proof by requests. */
    private static final Set<String> ASKED = Set.of("doTryNow", "doDrop", "doGoOn");

    private static final DescribedPredicate<JavaClass> OF_NO_PAGE = describe(
            "no pages of what is left",
            type -> !type.isEquivalentTo(LeftPage.class) && !type.isEquivalentTo(LeftByJob.class));

    private static final Set<String> CHECKS =
            Set.of("checkPermission", "hasPermission", "checkAnyPermission", "hasAnyPermission");

    @Test
    void everyWebMethodTakesPostOnly() {
        methods()
                .that(WEB_METHODS)
                .should()
                .bePublic()
                .andShould()
                .beAnnotatedWith(POST.class)
                .orShould()
                .beAnnotatedWith(RequirePOST.class)
                .check(PLUGIN);
    }

    @Test
    void everyWebMethodChecksAPermission() {
        methods().that(WEB_METHODS).should(reachAPermissionCheck()).check(PLUGIN);
    }

    /** The proof by requests finds those of descriptors, and there is one for these pages: elsewhere would be in none. */
    @Test
    void everyWebMethodIsADescriptorsOrOfAPageOfWhatIsLeft() {
        methods()
                .that(WEB_METHODS)
                .and()
                .areDeclaredInClassesThat(OF_NO_PAGE)
                .should()
                .beDeclaredInClassesThat()
                .areAssignableTo(Descriptor.class)
                .check(PLUGIN);
    }

    /** Stapler finds its way by these too, and none of them says who may take it. */
    @Test
    void thereIsNoOtherWayIn() {
        noMethods().should().beAnnotatedWith(WebMethod.class).check(PLUGIN);
        noMethods().should().beAnnotatedWith(JavaScriptMethod.class).check(PLUGIN);
        noMethods()
                .that()
                .arePublic()
                .should()
                .haveNameMatching("js[A-Z]\\w*|doDynamic|getDynamic|doIndex")
                .check(PLUGIN);
        noClasses()
                .should()
                .beAssignableTo(RootAction.class)
                .orShould()
                .beAssignableTo(UnprotectedRootAction.class)
                .orShould()
                .beAssignableTo(StaplerFallback.class)
                .orShould()
                .beAssignableTo(StaplerOverridable.class)
                .check(PLUGIN);
        noClasses()
                .that(OF_NO_PAGE)
                .and()
                // Its own getTarget() asks for the permission.
                .areNotAssignableTo(AdministrativeMonitor.class)
                .should()
                .beAssignableTo(StaplerProxy.class)
                .check(PLUGIN);
        fields().that()
                .areDeclaredInClassesThat(describe(
                        "actions or descriptors",
                        type -> type.isAssignableTo(Action.class) || type.isAssignableTo(Descriptor.class)))
                .and()
                .doNotHaveModifier(STATIC)
                .should()
                .notBePublic()
                .check(PLUGIN);
    }

    /** What is an action hangs below a build, which Jenkins shows to those only who may read the job. */
    @Test
    void theOnlyOtherActionsAreABuilds() {
        classes()
                .that(OF_NO_PAGE)
                .and()
                .areAssignableTo(Action.class)
                .should()
                .beAssignableTo(RunAction2.class)
                .orShould()
                .beAssignableTo(InvisibleAction.class)
                .check(PLUGIN);
    }

    @Test
    void thePagesOfWhatIsLeftOfferWhatTheProofByRequestsAsksFor() {
        assertThat(PLUGIN.stream()
                        .filter(OF_NO_PAGE.negate())
                        .flatMap(type -> type.getMethods().stream())
                        .filter(WEB_METHODS)
                        .map(JavaMethod::getName))
                .containsOnlyElementsOf(ASKED);
    }

    @Test
    void theRulesSeeWhatTheyAreFor() {
        assertThat(PLUGIN.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(WEB_METHODS)
                        .map(JavaMethod::getName))
                .contains("doTestNclue", "doFillCredentialsIdItems", "doCheckWhen")
                .hasSizeGreaterThan(30);
        JavaMethod unchecked = new ClassFileImporter()
                .importClasses(Unchecked.class)
                .get(Unchecked.class)
                .getMethod("doAnything");
        assertThat(checks(unchecked, new HashSet<>())).isFalse();
    }

    private static final class Unchecked {
        @SuppressWarnings("unused")
        public String doAnything() {
            return toString();
        }
    }

    private static ArchCondition<JavaMethod> reachAPermissionCheck() {
        return new ArchCondition<>("reach a permission check") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (!checks(method, new HashSet<>())) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " checks no permission"));
                }
            }
        };
    }

    private static boolean checks(JavaCodeUnit unit, Set<String> seen) {
        if (!seen.add(unit.getFullName())) {
            return false;
        }
        for (JavaMethodCall call : unit.getMethodCallsFromSelf()) {
            String owner = call.getTargetOwner().getName();
            boolean ofJenkins = owner.startsWith("hudson.") || owner.startsWith("jenkins.");
            if (ofJenkins && CHECKS.contains(call.getTarget().getName())) {
                return true;
            }
            if (call.getTarget()
                    .resolveMember()
                    .filter(next -> checks(next, seen))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
