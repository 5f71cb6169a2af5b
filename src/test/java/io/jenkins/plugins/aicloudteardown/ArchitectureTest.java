package io.jenkins.plugins.aicloudteardown;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import hudson.model.Action;
import hudson.model.Describable;
import hudson.model.Saveable;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentials;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.accmod.Restricted;

/** Which package may depend on which, and what else holds for all classes. */
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.aicloudteardown";
    /** The packages from the ground up: none depends on one above it. */
    private static final List<String> PACKAGES = List.of(
            "client",
            "controller",
            "words",
            "credentials",
            "config",
            "report",
            "disposal",
            "teardown",
            "steps",
            "freestyle");

    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> OLD_STAPLER = describe(
            "Stapler's types of the servlet API before Jakarta",
            type -> type.getName().equals("org.kohsuke.stapler.StaplerRequest")
                    || type.getName().equals("org.kohsuke.stapler.StaplerResponse"));

    @Test
    void thePluginIsSeen() {
        assertThat(PLUGIN.contain(ROOT + ".steps.TeardownStep")).isTrue();
        assertThat(PLUGIN.contain(ROOT + ".CloudJenkins")).isFalse();
        assertThat(ALL.contain(ROOT + ".CloudJenkins")).isTrue();
    }

    @Test
    void nothingDependsOnWhatJenkinsIsLeaving() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.commons.lang..", "javax.servlet.."))
                .orShould()
                .dependOnClassesThat(are(OLD_STAPLER))
                .check(ALL);
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PLUGIN);
    }

    @Test
    void everyPackageIsListed() {
        assertThat(PLUGIN.stream().map(ArchitectureTest::topPackage).distinct()).hasSameElementsAs(PACKAGES);
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void aPackageDependsOnlyOnThoseBelowIt(String name) {
        List<String> above = PACKAGES.subList(PACKAGES.indexOf(name) + 1, PACKAGES.size());
        noClasses()
                .that(are(in(List.of(name))))
                .should()
                .dependOnClassesThat(are(in(above)))
                .check(PLUGIN);
    }

    private static DescribedPredicate<JavaClass> in(List<String> names) {
        return describe(
                "in " + names,
                type -> type.getPackageName().startsWith(ROOT + ".") && names.contains(topPackage(type)));
    }

    private static String topPackage(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1).split("\\.")[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"controller", "config"})
    void classesOfAPackageHaveNoCycle(String name) {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return in(List.of(name)).test(type)
                                ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "files of " + name;
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(PLUGIN);
    }

    @Test
    void theClientKnowsNothingOfJenkins() {
        noClasses()
                .that(resideInAPackage(ROOT + ".client.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci.."))
                .check(PLUGIN);
    }

    /** Every entry point uses the client: none has its own HTTP. */
    @Test
    void entryPointsDoNotCallProvidersThemselves() {
        noClasses()
                .that(resideInAnyPackage(ROOT + ".steps..", ROOT + ".freestyle..", ROOT + ".report.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http.."))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage(ROOT + ".client.http..", ROOT + ".client.auth.."))
                .check(PLUGIN);
    }

    /**
     * Everything else may change without notice, and a plugin that uses it does not build. The client cannot be marked,
     * because it knows nothing of Jenkins; docs/architecture.md says that it is no interface either.
     */
    @Test
    void onlyTheKindOfCredentialsIsOpenToOtherPlugins() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and(resideOutsideOfPackage(ROOT + ".client.."))
                .and()
                .doNotBelongToAnyOf(HuaweiIamUserCredentials.class)
                .should()
                .beAnnotatedWith(Restricted.class)
                .check(PLUGIN);
    }

    /** XStream writes records and immutable collections and cannot read them back. */
    @Test
    void nothingPersistedIsARecord() {
        classes()
                .that(are(describe("persisted", ArchitectureTest::kept)))
                .should(hold("no record"))
                .check(PLUGIN);
    }

    private static boolean kept(JavaClass type) {
        return type.isAssignableTo(Describable.class)
                || type.isAssignableTo(Action.class)
                || type.isAssignableTo(Saveable.class);
    }

    private static ArchCondition<JavaClass> hold(String what) {
        return new ArchCondition<>("hold " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                reachable(type).stream()
                        .filter(JavaClass::isRecord)
                        .forEach(record -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " keeps " + record.getName())));
            }
        };
    }

    /** The plugin's own types that are stored along with this one. */
    private static Set<JavaClass> reachable(JavaClass type) {
        Set<JavaClass> found = new LinkedHashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(Set.of(type));
        while (!open.isEmpty()) {
            JavaClass next = open.pop();
            if (found.add(next)) {
                next.getAllFields().stream()
                        .filter(ArchitectureTest::stored)
                        .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                        .filter(used -> used.getPackageName().startsWith(ROOT))
                        .flatMap(used -> withSubclasses(used).stream())
                        .forEach(open::push);
            }
        }
        return found;
    }

    private static Set<JavaClass> withSubclasses(JavaClass type) {
        Set<JavaClass> all = new LinkedHashSet<>(type.getAllSubclasses());
        all.add(type);
        return all;
    }

    private static boolean stored(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.TRANSIENT);
    }
}
