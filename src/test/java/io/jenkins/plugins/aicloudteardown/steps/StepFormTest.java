package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.Util;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms: what they keep, what they say while somebody types, and to whom. */
@WithJenkins
class StepFormTest {
    static final List<String> STEPS = Scripts.STEPS;

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

    private static TeardownStep empty(String function) throws Exception {
        return (TeardownStep)
                descriptor(function).clazz.getDeclaredConstructor().newInstance();
    }

    /** Every field filled with something that its form offers. */
    private static TeardownStep full(String function) throws Exception {
        TeardownStep step = empty(function);
        boolean huawei = step instanceof HuaweiTeardownStep;
        step.setCredentialsId(huawei ? "huawei-key" : "ncp-key");
        step.setConnection(huawei ? "huawei" : "ncp");
        step.setFailureResult("UNSTABLE");
        step.setPartialResult("SUCCESS");
        step.setTimeout(30);
        step.setIgnoreMissing(true);
        step.setConfirm(true);
        step.setDryRun(true);
        if (step instanceof HuaweiTeardownStep one) {
            one.setProjectId(SandboxKeys.PROJECT_ID);
        }
        if (step instanceof DataforestKillStep one) {
            one.setIds("a1 b2,c3");
            one.setAccountId("account");
        } else if (step instanceof NotebookRestartStep one) {
            one.setId("a1");
            one.setAccountId("account");
        } else if (step instanceof NclueDeleteTaskStep one) {
            one.setTaskIds("a-1 b-2");
            one.setWaitForIdle(60);
        } else if (step instanceof RomaUndeployStep one) {
            one.setInstanceId("instance");
            one.setLdApiIds("a-1 b-2");
        } else if (step instanceof ModelartsDeleteModelStep one) {
            one.setModelIds("a-1 b-2");
            one.setCascade(true);
        }
        return step;
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void theFormKeepsEveryField(String function) throws Exception {
        TeardownStep full = full(function);
        assertThat(DescribableModel.uninstantiate2_(full).getArguments().keySet())
                .as("the test fills what there is")
                .hasSize(DescribableModel.of(full.getClass()).getParameters().size()
                        - 1
                        - (full instanceof HuaweiTeardownStep ? 1 : 0)
                        + (full instanceof NotebookRestartStep ? 1 : 0));
        jenkins.assertEqualDataBoundBeans(full, new StepConfigTester(jenkins).configRoundTrip(full));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataforestKill", "modelartsDeleteModel"})
    void anEmptyFormIsAnEmptyStep(String function) throws Exception {
        TeardownStep step = new StepConfigTester(jenkins).configRoundTrip(empty(function));
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
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void theSnippetGeneratorWritesWhatAScriptReads(String function) throws Exception {
        TeardownStep step = full(function);
        String snippet = Snippetizer.object2Groovy(step);
        assertThat(snippet)
                .startsWith(function + " ")
                .contains("timeout: 30", "dryRun: true", "failureResult: 'UNSTABLE'", "credentialsId: '");
        new SnippetizerTester(jenkins).assertRoundTrip(step, snippet);
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void theSnippetGeneratorLeavesDefaultsOut(String function) throws Exception {
        new SnippetizerTester(jenkins).assertRoundTrip(empty(function), function + "()");
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void theReferenceOfStepsCanBeWritten(String function) throws Exception {
        SnippetizerTester.assertDocGeneration(descriptor(function).clazz);
    }

    /** Steps that the form of a freestyle job offers need no node of a Pipeline to be listed. */
    @ParameterizedTest
    @FieldSource("STEPS")
    void theStepHasANameAndNeedsNoAgent(String function) {
        TeardownStepDescriptor descriptor = descriptor(function);
        assertThat(descriptor.getDisplayName()).isNotBlank().isNotEqualTo(descriptor.getFunctionName());
        assertThat(descriptor.getRequiredContext())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("Run", "TaskListener", "FlowNode");
    }

    @ParameterizedTest
    @FieldSource("STEPS")
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
            id            | a 1          | "id" has an id that is not one
            id            | -            | Say what to tear down: set "id" to one id, or "ids" to several.
            ids           | a1 b2        | -
            ids           | a1,b!        | "ids" has an id that is not one
            ids           | ,            | "ids" has no id in it
            taskId        | a/b          | "taskId" has an id that is not one
            taskIds       | a b          | -
            ldApiId       | -            | Say what to tear down: set "ldApiId"
            ldApiIds      | x            | -
            modelId       | 10eb0091-887 | -
            modelIds      | ..           | "modelIds" has an id that is not one
            notebook      | a b          | "id" has an id that is not one
            notebook      | -            | Say what to restart
            account       | -            | -
            accountOfApp  | -            | -
            accountOfApp  | a/b          | "accountId" is not valid
            accountNeeded | -            | "accountId" is missing
            account       | a/b          | "accountId" is not valid
            instanceId    | -            | "instanceId" is missing
            instanceId    | a/b          | "instanceId" is not valid
            instanceId    | ok           | -
            timeout       | -            | -
            timeout       | 30           | -
            timeout       | 0            | "timeout" is not valid
            timeout       | -1           | "timeout" is not valid
            timeout       | 604801       | "timeout" is not valid
            timeout       | soon         | "timeout" is not valid
            timeout       | 99999999999  | "timeout" is not valid
            idle          | soon         | "waitForIdle" is not valid
            idle          | 60           | -
            connection    | -            | -
            connection    | huawei       | -
            connection    | ncp          | which is for the other provider
            connection    | nobody       | which does not exist
            region        | -            | "region" is missing
            region        | cn-north-4   | -
            region        | atlantis-1   | is not a Huawei Cloud region
            bothWheres    | cn-north-4   | Set either "region" or "connection"
            projectId     | -            | "projectId" is missing
            projectInConn | -            | -
            projectId     | a/b          | "projectId" is not valid
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
            case "id" -> kill.doCheckId(job, value, "");
            case "ids" -> kill.doCheckIds(job, "", value);
            case "taskId" -> nclue.doCheckTaskId(job, value, null);
            case "taskIds" -> nclue.doCheckTaskIds(job, null, value);
            case "ldApiId" -> roma.doCheckLdApiId(job, value, "");
            case "ldApiIds" -> roma.doCheckLdApiIds(job, "", value);
            case "modelId" -> models.doCheckModelId(job, value, "");
            case "modelIds" -> models.doCheckModelIds(job, "", value);
            case "notebook" -> notebook.doCheckId(job, value);
            case "account" -> notebook.doCheckAccountId(job, value, false);
            case "accountOfApp" -> kill.doCheckAccountId(job, value);
            case "accountNeeded" -> notebook.doCheckAccountId(job, value, true);
            case "instanceId" -> roma.doCheckInstanceId(job, value);
            case "timeout" -> models.doCheckTimeout(job, value);
            case "idle" -> nclue.doCheckWaitForIdle(job, value);
            case "connection" -> roma.doCheckConnection(job, value, "");
            case "region" -> roma.doCheckRegion(job, value, "");
            case "bothWheres" -> roma.doCheckRegion(job, value, "huawei");
            case "projectId" -> models.doCheckProjectId(job, value, "");
            case "projectInConn" -> models.doCheckProjectId(job, value, "huawei");
            default -> throw new IllegalArgumentException(field);
        };
    }

    /** From now on in this test only these may do anything. */
    private static void secure() {
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer"));
    }

    @AfterEach
    void unsecure() {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }

    @Test
    void bothIdsAreSaidToBeTooMuchAtEitherField() {
        DataforestKillStep.DescriptorImpl kill = descriptor(DataforestKillStep.DescriptorImpl.class);
        assertThat(kill.doCheckId(job, "a", "b").getMessage()).contains("not both");
        assertThat(kill.doCheckIds(job, "a", "b").getMessage()).contains("not both");
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void aDropDownOffersTheConnectionsOfItsProviderToThoseWhoMayConfigure(String function) {
        secure();
        String own = descriptor(function) instanceof HuaweiTeardownStepDescriptor ? "huawei" : "ncp";
        for (Map.Entry<String, List<String>> user : Map.of(
                        "configurer", List.of("", own),
                        "admin", List.of("", own),
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

    private static List<String> values(ListBoxModel items) {
        return items.stream().map(option -> option.value).toList();
    }
}
