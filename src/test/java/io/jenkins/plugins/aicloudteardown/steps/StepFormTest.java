package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.Util;
import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.Role;
import io.jenkins.plugins.aicloudteardown.config.FormRequests;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms: what they keep, what they say while somebody types, and to whom. */
@WithJenkins
class StepFormTest {
    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;
    private static FreeStyleProject job;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
        job = rule.createFreeStyleProject("job");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static TeardownStepDescriptor descriptor(String function) {
        return (TeardownStepDescriptor) StepDescriptor.byFunctionName(function);
    }

    private static <D> D descriptor(Class<D> type) {
        return ExtensionList.lookupSingleton(type);
    }

    /** What the other tests iterate is what Jenkins has. */
    @Test
    void everyStepThatJenkinsHasIsTested() {
        assertThat(StepDescriptor.all())
                .filteredOn(TeardownStepDescriptor.class::isInstance)
                .extracting(StepDescriptor::getFunctionName)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(EveryStep.functions());
    }

    private static TeardownStep empty(String function) throws Exception {
        return (TeardownStep)
                descriptor(function).clazz.getDeclaredConstructor().newInstance();
    }

    /** The step as the form of a job gives it back. */
    private static TeardownStep saved(TeardownStep step) throws Exception {
        FreeStyleProject own = jenkins.createFreeStyleProject();
        own.getBuildersList().add(new TeardownBuilder(List.of(step)));
        FormRequests.save(jenkins, own);
        TeardownStep saved =
                own.getBuildersList().get(TeardownBuilder.class).getOperations().get(0);
        assertThat(saved).isNotSameAs(step);
        return saved;
    }

    @ForEveryStep
    void theFormKeepsEveryField(String function) throws Exception {
        TeardownStep full = EveryStep.full(function);
        assertThat(DescribableModel.uninstantiate2_(full).getArguments().keySet())
                .as("the test fills what there is")
                .hasSize(DescribableModel.of(full.getClass()).getParameters().size()
                        - (full instanceof HuaweiTeardownStep ? 1 : 0));
        jenkins.assertEqualDataBoundBeans(full, saved(full));
    }

    @ForEveryStep
    void anEmptyFormIsAnEmptyStep(String function) throws Exception {
        TeardownStep step = saved(empty(function));
        assertThat(DescribableModel.uninstantiate2_(step).getArguments()).isEmpty();
    }

    /** A choice that is no more on offer must not become another one because somebody saved the form. */
    @Test
    void theFormKeepsWhatItDoesNotOffer() throws Exception {
        RomaUndeployStep step = new RomaUndeployStep();
        step.setLdApiId("one");
        step.setCredentialsId("removed-since");
        step.setRegion("atlantis-1");
        step.setConnection("renamed-since");
        jenkins.assertEqualDataBoundBeans(step, saved(step));
    }

    @ForEveryStep
    void theSnippetGeneratorWritesWhatAScriptReads(String function) throws Exception {
        TeardownStep step = EveryStep.full(function);
        String snippet = Snippetizer.object2Groovy(step);
        assertThat(snippet)
                .startsWith(function + " ")
                .contains("timeout: 30", "dryRun: true", "failureResult: 'UNSTABLE'", "credentialsId: '");
        new SnippetizerTester(jenkins).assertRoundTrip(step, snippet);
    }

    @ForEveryStep
    void theSnippetGeneratorLeavesDefaultsOut(String function) throws Exception {
        new SnippetizerTester(jenkins).assertRoundTrip(empty(function), function + "()");
    }

    @ForEveryStep
    void theReferenceOfStepsCanBeWritten(String function) throws Exception {
        SnippetizerTester.assertDocGeneration(descriptor(function).clazz);
    }

    /** Steps that the form of a freestyle job offers need no node of a Pipeline to be listed. */
    @ForEveryStep
    void theStepHasANameAndNeedsNoAgent(String function) {
        TeardownStepDescriptor descriptor = descriptor(function);
        assertThat(descriptor.getDisplayName()).isNotBlank().isNotEqualTo(descriptor.getFunctionName());
        assertThat(descriptor.getRequiredContext())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("Run", "TaskListener", "FlowNode");
    }

    @ForEveryStep
    void everyFieldHasHelp(String function) throws Exception {
        TeardownStepDescriptor descriptor = descriptor(function);
        List<String> missing = jenkins.executeOnServer(() -> {
            List<String> without = new ArrayList<>();
            if (descriptor.getHelpFile() == null) {
                without.add("help.html");
            }
            for (DescribableParameter parameter :
                    DescribableModel.of(descriptor.clazz).getParameters()) {
                if (descriptor.getHelpFile(parameter.getName()) == null) {
                    without.add("help-" + parameter.getName() + ".html");
                }
            }
            return without;
        });
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest(name = "{0}({1}): {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            id            | a1           | -
            id            | a1 b2        | -
            id            | a1,b!        | AI app ID contains an invalid ID, number 2 of 2
            id            | a-1          | AI app ID contains an invalid ID
            id            | ,            | AI app ID is missing
            id            | null         | AI app ID is "null"
            id            | -            | -
            taskId        | a/b          | Task ID contains an invalid ID
            taskId        | a b          | -
            taskId        | a None       | Task ID: ID 2 of 2 is "None"
            ldApiId       | -            | -
            ldApiId       | x            | -
            ldApiId       | nil          | Backend API ID is "nil"
            modelId       | 10eb0091-887 | -
            modelId       | ..           | Model ID contains an invalid ID
            notebook      | a b          | Notebook ID contains 2 IDs
            notebook      | -            | -
            account       | -            | -
            accountOfApp  | -            | -
            accountOfApp  | a/b          | Account ID is not valid
            accountOfApp  | Undefined    | Account ID is "Undefined"
            accountNeeded | -            | Account ID is missing
            account       | a/b          | Account ID is not valid
            instanceId    | -            | -
            instanceId    | a/b          | Instance ID is not valid
            instanceId    | null         | Instance ID is "null"
            instanceId    | ok           | -
            timeout       | -            | -
            timeout       | 30           | -
            timeout       | 0            | Time limit (seconds) is not valid
            timeout       | -1           | Time limit (seconds) is not valid
            timeout       | 604801       | Time limit (seconds) is not valid
            timeout       | soon         | Time limit (seconds) is not valid
            timeout       | 99999999999  | Time limit (seconds) is not valid
            idle          | soon         | Wait while it cannot be deleted (seconds) is not valid
            idle          | 60           | -
            connection    | -            | -
            connection    | huawei       | -
            connection    | ncp          | which is a connection to NAVER Cloud
            connection    | nobody       | which does not exist
            connection    | null         | Connection is "null"
            region        | -            | -
            region        | cn-north-4   | -
            region        | atlantis-1   | is not a Huawei Cloud region
            bothTargets   | cn-north-4   | are both set
            projectId     | -            | -
            projectId     | a/b          | Project ID is not valid
            projectId     | none         | Project ID is "none"
            """)
    void aFormSaysWhatIsWrongToThoseWhoMayConfigure(String field, String value, String words) {
        secure();
        try (ACLContext as = as("configurer")) {
            FormValidation answer = checked(field, value);
            assertThat(answer.kind).isEqualTo(words == null ? FormValidation.Kind.OK : FormValidation.Kind.ERROR);
            if (words != null) {
                assertThat(answer.getMessage()).contains(Util.escape(words));
            }
        }
        for (String who : List.of("reader", "nobody")) {
            try (ACLContext as = as(who)) {
                assertThat(checked(field, value).kind).as(who).isEqualTo(FormValidation.Kind.OK);
            }
        }
    }

    private static FormValidation checked(String field, String value) {
        DataforestKillStep.DescriptorImpl kill = descriptor(DataforestKillStep.DescriptorImpl.class);
        NotebookRestartStep.DescriptorImpl notebook = descriptor(NotebookRestartStep.DescriptorImpl.class);
        NclueDeleteTaskStep.DescriptorImpl nclue = descriptor(NclueDeleteTaskStep.DescriptorImpl.class);
        RomaUndeployStep.DescriptorImpl roma = descriptor(RomaUndeployStep.DescriptorImpl.class);
        ModelartsDeleteModelStep.DescriptorImpl models = descriptor(ModelartsDeleteModelStep.DescriptorImpl.class);
        return switch (field) {
            case "id" -> kill.doCheckId(job, value);
            case "taskId" -> nclue.doCheckTaskId(job, value);
            case "ldApiId" -> roma.doCheckLdApiId(job, value);
            case "modelId" -> models.doCheckModelId(job, value);
            case "notebook" -> notebook.doCheckId(job, value);
            case "account" -> notebook.doCheckAccountId(job, value, false);
            case "accountOfApp" -> kill.doCheckAccountId(job, value);
            case "accountNeeded" -> notebook.doCheckAccountId(job, value, true);
            case "instanceId" -> roma.doCheckInstanceId(job, value);
            case "timeout" -> models.doCheckTimeout(job, value);
            case "idle" -> nclue.doCheckWaitForIdle(job, value);
            case "connection" -> roma.doCheckConnection(job, value, "");
            case "region" -> roma.doCheckRegion(job, value, "");
            case "bothTargets" -> roma.doCheckRegion(job, value, "huawei");
            case "projectId" -> models.doCheckProjectId(job, value);
            default -> throw new IllegalArgumentException(field);
        };
    }

    /** From now on in this test only these may do anything. */
    private static void secure() {
        jenkins.jenkins.setAuthorizationStrategy(Role.strategy());
    }

    @AfterEach
    void unsecure() {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }

    @ForEveryStep
    void aDropDownOffersTheConnectionsOfItsProviderToThoseWhoMayConfigure(String function) {
        secure();
        String own = EveryStep.connection(function);
        for (Map.Entry<String, List<String>> user : Map.of(
                        "configurer", List.of("", own),
                        "administrator", List.of("", own),
                        "reader", List.of(""),
                        "nobody", List.of(""))
                .entrySet()) {
            try (ACLContext as = as(user.getKey())) {
                assertThat(values(descriptor(function).doFillConnectionItems(job, "")))
                        .as(user.getKey())
                        .isEqualTo(user.getValue());
                List<String> kept = new ArrayList<>(user.getValue());
                kept.add("current");
                assertThat(values(descriptor(function).doFillConnectionItems(job, "current")))
                        .isEqualTo(kept);
            }
        }
        try (ACLContext as = as("configurer")) {
            assertThat(values(descriptor(function).doFillConnectionItems(null, "")))
                    .as("outside of a job only for administrators")
                    .containsExactly("");
        }
    }

    @Test
    void theOtherDropDownsOfferWhatEverybodyMayKnow() {
        RomaUndeployStep.DescriptorImpl roma = descriptor(RomaUndeployStep.DescriptorImpl.class);
        assertThat(values(roma.doFillRegionItems(null, ""))).startsWith("").contains("cn-north-4", "eu-west-101");
        assertThat(values(roma.doFillRegionItems(null, "atlantis-1"))).endsWith("atlantis-1");
        assertThat(values(roma.doFillFailureResultItems(null, ""))).containsExactly("FAILURE", "UNSTABLE", "SUCCESS");
        assertThat(values(roma.doFillPartialResultItems(null, ""))).containsExactly("UNSTABLE", "FAILURE", "SUCCESS");
    }

    /** Untouched, the two choices of where a step of Huawei Cloud calls stand one below the other. */
    @Test
    void anEmptyChoiceSaysWhatItMeans() {
        RomaUndeployStep.DescriptorImpl roma = descriptor(RomaUndeployStep.DescriptorImpl.class);
        DataforestKillStep.DescriptorImpl kill = descriptor(DataforestKillStep.DescriptorImpl.class);
        assertThat(List.of(
                        kill.doFillConnectionItems(job, ""),
                        roma.doFillConnectionItems(job, ""),
                        roma.doFillRegionItems(job, "")))
                .extracting(items -> items.get(0).name)
                .containsExactly(
                        "None: the provider's public hosts",
                        "None: the public host of the region below",
                        "None: the host of the connection above");
    }

    private static List<String> values(ListBoxModel items) {
        return items.stream().map(option -> option.value).toList();
    }
}
