package io.jenkins.plugins.aicloudteardown.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The client knows nothing of Jenkins, has no cycles and owns no thread. */
class ArchitectureTest {
    private static final String CLIENT = "io.jenkins.plugins.aicloudteardown.client";
    private static final JavaClasses CLASSES = classes();

    private static JavaClasses classes() {
        // The rules ask for names only, and the JDK's own classes need not be read for that.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(CLIENT);
    }

    @Test
    void knowsNothingOfJenkins() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..")
                .check(CLASSES);
    }

    @Test
    void knowsNothingOfTheRestOfThePlugin() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT + "..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.jenkins.plugins.aicloudteardown..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage(CLIENT + "..")))
                .check(CLASSES);
    }

    @Test
    void itsPackagesDependOnEachOtherWithoutCycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass one) {
                        return one.getPackageName().startsWith(CLIENT)
                                ? SliceIdentifier.of(one.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages of the client";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void makesNoThreadAndNeverSleeps() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT + "..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .orShould()
                .callMethod(Object.class, "wait")
                .check(CLASSES);
    }

    @Test
    void printsNothing() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT + "..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void readsNoClockOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT + "..")
                .and()
                .doNotHaveFullyQualifiedName(CLIENT + ".http.SystemTiming")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }
}
