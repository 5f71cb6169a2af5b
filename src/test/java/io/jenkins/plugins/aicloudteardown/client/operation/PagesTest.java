package io.jenkins.plugins.aicloudteardown.client.operation;

import static io.jenkins.plugins.aicloudteardown.client.http.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final Pages WHOLE = Pages.whole(
            "list",
            "total",
            List.of("id", "other_id"),
            Denial::read,
            reply -> ProviderErrors.read(reply, Provider.NCP));
    private static final Pages PAGES = WHOLE.inPages(2, 3);

    @Test
    void readsPageAfterPageUntilOneIsNotFull() {
        ScriptedReader reader = new ScriptedReader(
                json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':3}"), json(200, "{'list':[{'id':'c'}],'total':3}"));

        assertThat(find(PAGES, reader)).isEqualTo(Observation.of(Observation.Kind.ABSENT, ""));
        assertThat(reader.calls()).containsExactly("GET https://host/0", "GET https://host/1");
    }

    @Test
    void readsNoFurtherOnceTheEntryIsThere() {
        ScriptedReader reader = new ScriptedReader(json(200, "{'list':[{'id':'a'},{'id':'wanted','state':'s'}]}"));

        assertThat(find(PAGES, reader)).isEqualTo(Observation.of(Observation.Kind.PENDING, "s"));
        assertThat(reader.calls()).hasSize(1);
    }

    @Test
    void anEntryMayHoldItsIdUnderAnyOfItsNames() {
        assertThat(find(PAGES, new ScriptedReader(json(200, "{'list':[{'id':'a','other_id':'wanted'}]}"))))
                .isEqualTo(Observation.of(Observation.Kind.PENDING, ""));
    }

    @Test
    void aListThatIsThereToItsTotalIsReadNoFurther() {
        ScriptedReader reader = new ScriptedReader(json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':2}"));

        assertThat(find(PAGES, reader).kind()).isEqualTo(Observation.Kind.ABSENT);
        assertThat(reader.calls()).hasSize(1);
    }

    @Test
    void aShortPageBeforeTheTotalIsNoCompleteList() {
        assertThat(find(PAGES, new ScriptedReader(json(200, "{'list':[{'id':'a'}],'total':2}"))))
                .isEqualTo(Observation.unseen(Reading.contradiction("").at(200)));
        assertThat(find(
                                PAGES,
                                new ScriptedReader(
                                        json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':4}"),
                                        json(200, "{'list':[{'id':'c'}],'total':4}")))
                        .kind())
                .isEqualTo(Observation.Kind.UNSEEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'list':[]}",
                "{'list':[],'total':null}",
                "{'list':[],'total':'many'}",
                "{'list':[],'total':'0'}",
                "{'list':[],'total':0.0}",
                "{'list':[],'total':-1}",
                "{'list':[],'total':{}}",
                "{'list':[],'total':99999999999999999999}",
                "{'list':[],'total':18446744073709551616}",
                "{'list':[{'id':'a'}],'total':0}",
                "{'list':[{'id':'a'},{'id':'a'}],'total':2}",
                "{'list':[{'id':'a'},{}],'total':2}",
                "{'list':[{'id':'a'},{'id':null}],'total':2}",
                "{'list':['a'],'total':1}",
                "{'list':[{'id':true}],'total':1}",
                "{'list':[{'id':7}],'total':1}",
                "{'list':[null],'total':1}",
                "{'list':[{'id':'wante*'}],'total':1}",
                "{'list':[{'id':'******'}],'total':1}",
                "{'list':[{'id':'w*'}],'total':1}",
                "{'list':[],'total':0,'success':false}",
                "{'list':[],'total':0,'error':{'errorCode':'900'}}",
                "{'list':[],'total':0,'error_code':'ModelArts.0108'}",
            })
    void aListWhoseEntriesAreNotProvedToBeAllShowsNothing(String body) {
        Observation seen = find(PAGES, new ScriptedReader(json(200, body)));

        assertThat(seen.kind()).isEqualTo(Observation.Kind.UNSEEN);
        assertThat(seen.why().reason()).isEqualTo(Reason.CONTRADICTION);
    }

    @Test
    void aListThatChangesWhileItIsReadIsReadAnew() {
        HttpReply first = json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':3}");
        ScriptedReader reader = new ScriptedReader(
                first, json(200, "{'list':[],'total':2}"), json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':2}"));

        assertThat(find(PAGES, reader).kind()).isEqualTo(Observation.Kind.ABSENT);
        assertThat(reader.calls()).containsExactly("GET https://host/0", "GET https://host/1", "GET https://host/0");
    }

    @Test
    void aListThatNeverStandsStillShowsNothing() {
        HttpReply first = json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':3}");
        HttpReply second = json(200, "{'list':[{'id':'c'}],'total':4}");
        ScriptedReader reader = new ScriptedReader(first, second, first, second, first, second, first);

        assertThat(find(PAGES, reader).kind()).isEqualTo(Observation.Kind.UNSEEN);
        assertThat(reader.calls()).hasSize(6);
    }

    @Test
    void aListWithoutEndIsNotReadForEver() {
        ScriptedReader reader = new ScriptedReader(json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':7}"));

        assertThat(find(PAGES, reader))
                .isEqualTo(Observation.unseen(Reading.contradiction("").at(200)));
        assertThat(reader.calls()).hasSize(3);
    }

    @Test
    void aListInOneAnswerIsCompleteIfItHoldsTheTotal() {
        HttpReply three = json(200, "{'list':[{'id':'a'},{'id':'b'},{'id':'c'}],'total':3}");
        HttpReply fewer = json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':3}");

        assertThat(find(WHOLE, new ScriptedReader(three)).kind()).isEqualTo(Observation.Kind.ABSENT);
        assertThat(find(WHOLE, new ScriptedReader(fewer)).kind()).isEqualTo(Observation.Kind.UNSEEN);
    }

    @Test
    void anAnswerWithoutTheListSaysWhyNothingWasSeen() {
        assertThat(find(PAGES, new ScriptedReader(json(403, "{'code':'10100','message':'m'}"))))
                .isEqualTo(Observation.unseen(Reading.of(Reading.Kind.REFUSED, Reason.NO_PERMISSION, "10100", "m")
                        .at(403)));
        assertThat(List.of(json(200, "{}"), json(200, "{'list':{}}"), json(200, "['list']"), json(404, "{'list':[]}")))
                .allSatisfy(reply -> assertThat(
                                find(PAGES, new ScriptedReader(reply)).kind())
                        .isEqualTo(Observation.Kind.UNSEEN));
    }

    @Test
    void aLaterPageThatFailsIsNoCompleteList() {
        ScriptedReader reader = new ScriptedReader(
                json(200, "{'list':[{'id':'a'},{'id':'b'}],'total':3}"), json(403, "{'code':'10100','message':'m'}"));

        assertThat(find(PAGES, reader).why().reason()).isEqualTo(Reason.NO_PERMISSION);
    }

    @Test
    void collectsWhatBelongsTogetherOnce() {
        Members members = collect(
                json(200, "{'list':[{'id':'b','name':'n'},{'id':'c','name':'m'}],'total':4}"),
                json(200, "{'list':[{'id':'first','name':'n'},{'id':'b','name':'n'}],'total':4}"),
                json(200, "{'list':[{'id':'d','name':'n'}],'total':4}"));

        assertThat(members).isEqualTo(Members.seen(List.of("first", "b", "d")));
    }

    @Test
    void collectsNothingFromAListThatIsNotComplete() {
        assertThat(collect(json(200, "{'list':[{'id':'b','name':'n'}],'total':2}")))
                .isEqualTo(Members.unknown(Reading.contradiction("").at(200)));
        assertThat(collect(json(200, "{'list':[{'id':'first','name':'n'},{'id':'c','name':'n'}]}")))
                .isEqualTo(Members.unknown(Reading.contradiction("").at(200)));
        assertThat(collect(json(403, "{'code':'10100','message':'m'}")).why().reason())
                .isEqualTo(Reason.NO_PERMISSION);
    }

    @Test
    void anIdThatIsNoneEndsTheCollection() {
        assertThat(collect(json(200, "{'list':[{'id':'../x','name':'n'}]}")))
                .isEqualTo(Members.unknown(Reading.contradiction("../x").at(200)));
        assertThat(collect(json(200, "{'list':[{'id':'../x','name':'m'},{'id':'first','name':'n'}],'total':2}"))
                        .ids())
                .containsExactly("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'list':[],'total':0}",
                "{'list':[{'id':'b','name':'n'}],'total':1}",
                "{'list':[{'id':'FIRST','name':'n'}],'total':1}",
                "{'list':[{'id':'f****','name':'n'}],'total':1}",
                "{'list':[{'id':'first','name':'another'}],'total':1}",
            })
    void aListThatLacksWhatWasJustReadIsNone(String body) {
        Members members = collect(json(200, body));

        assertThat(members.ids()).isEmpty();
        assertThat(members.why().reason()).isEqualTo(Reason.CONTRADICTION);
    }

    private static Observation find(Pages pages, ReadCall reader) {
        return pages.find(
                        reader,
                        PagesTest::call,
                        "wanted",
                        entry -> Observation.of(Observation.Kind.PENDING, JsonText.at(entry, "state")))
                .join();
    }

    private static Members collect(HttpReply... replies) {
        return PAGES.collect(
                        new ScriptedReader(replies),
                        PagesTest::call,
                        "first",
                        entry -> JsonText.at(entry, "name").equals("n"),
                        IdFormat.TOKEN)
                .join();
    }

    private static HttpCall call(int page) {
        return HttpCall.get(URI.create("https://host/" + page));
    }
}
