package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The answers that the providers' documents and the facts around them show; each list is one of them or another. */
final class Documented {
    static final String APP = "cMmEw7HCjVQdcHh3JVOptL";
    static final String NOTEBOOK = "7kHeVWhiRsxdRl0nXz04ri";
    static final String TASK = "f5aebc0c-1c2d-4e5f-8a9b-b201bc64b1c9";
    static final String API = "bd42841c20184da6bbf457c6d8a06e37";
    static final String MODEL = "10eb0091-887f-4839-9929-cbc884f1e20e";

    /** What stands in a page of the lists that are read in pages. */
    static final int TASKS_PAGE = 100;

    private static final List<Draft> NCP_GATEWAY = List.of(
            Draft.json(404, "{'error':{'errorCode':'300','message':'Not Found Exception','details':'URL not found.'}}"),
            Draft.json(401, "{'error':{'errorCode':'200','message':'Authentication Failed','details':'x'}}"),
            Draft.json(401, "{'error':{'errorCode':210,'message':'Permission Denied','details':'x'}}"),
            Draft.json(429, "{'error':{'errorCode':'410','message':'Throttle Limited','details':'x'}}"),
            Draft.json(504, "{'error':{'errorCode':'510','message':'Endpoint Timeout','details':'x'}}"),
            Draft.json(500, "{'error':{'errorCode':'900','message':'Unexpected Error','details':'x'}}"));

    private static final List<Draft> HUAWEI_GATEWAY = List.of(
            Draft.json(404, "{'error_code':'APIG.0101','error_msg':'API does not exist'}"),
            Draft.json(401, "{'error_code':'APIG.1002','error_msg':'Incorrect token or token resolution failed'}"),
            Draft.json(403, "{'error_code':'APIG.1005','error_msg':'No permissions to request this method'}"),
            Draft.json(429, "{'error_code':'APIG.0308','error_msg':'Throttled'}"),
            Draft.json(500, "{'error_code':'APIG.9999','error_msg':'System error'}"),
            Draft.json(504, "{'error_code':'APIG.0201','error_msg':'Backend timeout'}"));

    private static final List<Draft> DATAFOREST_ERRORS = List.of(
            Draft.json(
                    403,
                    "{'message':'resource (\\'x\\') is not allowed or not exists','success':false}".replace("\\'", "")),
            Draft.json(404, "{'message':'no such element','success':false}"),
            Draft.json(400, "{'message':'exceeded limit on resource quota','success':false}"),
            Draft.json(200, "{'message':'quota exceeded for resource','success':false}"),
            Draft.json(500, "{'message':'unexpected error','success':false}"));

    private static final List<Draft> NCLUE_ERRORS = List.of(
            Draft.json(404, "{'code':'10106','message':'PATH_NOT_FOUND'}"),
            Draft.json(404, "{'error_code':'10404','message':'task not found'}"),
            Draft.json(401, "{'code':10100,'message':'ACCESS_DENIED'}"),
            Draft.json(409, "{'code':'10110','message':'task cannot be deleted'}"));

    private static final List<Draft> ROMA_ERRORS = List.of(
            Draft.json(404, "{'error_code':'APIG.3084','error_msg':'The livedata API does not exist'}"),
            Draft.json(400, "{'error_code':'APIG.2011','error_msg':'Invalid parameter value'}"));

    private static final List<Draft> MODELARTS_ERRORS = List.of(
            Draft.json(404, "{'error_code':'ModelArts.3001','error_msg':'The model does not exist'}"),
            Draft.json(500, "{'error_code':'ModelArts.3009','error_msg':'used to deploy a service'}"));

    private Documented() {}

    /** Mostly one of those that say what was asked for, otherwise any of the others. */
    private static Draft one(RandomGenerator random, List<Draft> well, List<List<Draft>> errors) {
        List<Draft> from = random.nextInt(4) > 0 ? well : pick(random, errors);
        return pick(random, from);
    }

    static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static Draft dataforest(RandomGenerator random, Draft... well) {
        return one(random, List.of(well), List.of(DATAFOREST_ERRORS, NCP_GATEWAY));
    }

    private static Draft nclue(RandomGenerator random, Draft... well) {
        return one(random, List.of(well), List.of(NCLUE_ERRORS, NCP_GATEWAY));
    }

    private static Draft roma(RandomGenerator random, Draft... well) {
        return one(random, List.of(well), List.of(ROMA_ERRORS, HUAWEI_GATEWAY));
    }

    private static Draft modelarts(RandomGenerator random, Draft... well) {
        return one(random, List.of(well), List.of(MODELARTS_ERRORS, HUAWEI_GATEWAY));
    }

    // Writes

    /** Documents 000 and 003: "Response examples". */
    static List<Draft> dataforestWrite(RandomGenerator random, String id) {
        return List.of(dataforest(
                random,
                Draft.json(200, "{'success':true,'message':'success','id':'" + id + "'}"),
                Draft.json(200, "{'success':true,'id':'" + id + "'}")));
    }

    /** Document 001: "Response example". */
    static List<Draft> nclueWrite(RandomGenerator random) {
        return List.of(nclue(
                random,
                Draft.json(200, "{'task_id':'" + TASK + "'}"),
                Draft.json(200, "{'task_id':'f5aebc0c-****-****-****-b201bc64b1c9'}")));
    }

    /** Document 002: "Status codes". */
    static List<Draft> romaWrite(RandomGenerator random) {
        return List.of(roma(random, Draft.empty(204), Draft.json(200, "{'id':'" + API + "','status':1}")));
    }

    /** Document 004: "Example responses". */
    static List<Draft> modelartsWrite(RandomGenerator random) {
        String failed = "{'error_msg':'has been used to deploy a service','error_code':'%s','model_id':'%s'}";
        return List.of(modelarts(
                random,
                Draft.json(200, "{'delete_success_list':['" + MODEL + "'],'delete_failed_list':[]}"),
                Draft.json(
                        200,
                        "{'delete_success_list':['" + MODEL + "'],'delete_failed_list':["
                                + failed.formatted("ModelArts.3009", NEWER) + "]}"),
                Draft.json(
                        200,
                        "{'delete_success_list':[],'delete_failed_list':[" + failed.formatted("ModelArts.3001", MODEL)
                                + "]}")));
    }

    // Looks

    /** FACTS part 2: aiapps "getDetail". */
    static List<Draft> appLook(RandomGenerator random) {
        String app = "{'success':true,'id':'" + APP + "','name':'n','state':'%s','finalStatus':'%s',"
                + "'startedAt':'2026-03-01T00:00:00Z','finishedAt':%s}";
        return List.of(dataforest(
                random,
                Draft.json(200, app.formatted("KILLED", "KILLED", "'2026-03-02T00:00:00Z'")),
                Draft.json(200, app.formatted("RUNNING", "UNDEFINED", "null")),
                Draft.json(200, app.formatted("RUNNING", "UNDEFINED", "0")),
                Draft.json(200, "{'success':true,'id':'" + APP + "','finishedAt':'2026-03-02T00:00:00Z'}"),
                Draft.json(404, "{'message':'no such element','success':false}")));
    }

    /** FACTS part 3: "GET /tasks/{id}". */
    static List<Draft> taskLook(RandomGenerator random) {
        return List.of(nclue(
                random,
                Draft.json(200, "{'task_id':'" + TASK + "','status':'completed','fail_message':null}"),
                Draft.json(404, "{'code':'10404','message':'task not found'}")));
    }

    /** FACTS part 6: v2 "GET …/{ld_api_id}"; 1 to be developed, 3 in development, 4 deployed. */
    static List<Draft> apiLook(RandomGenerator random) {
        String api = "{'id':'" + API + "','name':'n','status':%s}";
        return List.of(roma(
                random,
                Draft.json(200, api.formatted("1")),
                Draft.json(200, api.formatted("3")),
                Draft.json(200, api.formatted("4")),
                Draft.json(200, api.formatted("'4'"))));
    }

    private static final String MODEL_BODY =
            "{'model_id':'%s','model_name':'net_v','model_version':'%s','workspace_id':'0','model_status':'published'}";

    /** FACTS part 7: "GET /v1/{p}/models/{id}". */
    static List<Draft> modelLook(RandomGenerator random) {
        return List.of(modelarts(
                random, model(), Draft.json(404, MODELARTS_ERRORS.get(0).body())));
    }

    private static Draft model() {
        return Draft.json(200, MODEL_BODY.formatted(MODEL, "0.0.1"));
    }

    // Lists

    /** FACTS part 2: aiapps "getList". */
    static List<Draft> appList(RandomGenerator random) {
        String other = "{'id':'cMmEw7HCjVQdcHh3JVOptZ','name':'n','state':'RUNNING','finalStatus':'UNDEFINED'}";
        String own = "{'id':'" + APP + "','name':'m','state':'FINISHED','finalStatus':'KILLED'}";
        return List.of(dataforest(random, lists("{'success':true,'contents':[%s],'total':%d}", other, own)));
    }

    /** FACTS part 2: notebooks "getList". */
    static List<Draft> notebookList(RandomGenerator random) {
        String other = "{'id':'7kHeVWhiRsxdRl0nXz04rZ','state':'RUNNING','startedAt':'2026-03-01T00:00:00Z'}";
        String own = "{'id':'" + NOTEBOOK + "','state':'%s','startedAt':'2026-03-0%dT00:00:00Z'}";
        String state = pick(random, List.of("RUNNING", "RUNNING", "RESTARTING", "STOPPED"));
        String shown = own.formatted(state, 2 + random.nextInt(2));
        String list = "{'success':true,'contents':[%s],'total':%d}";
        return List.of(
                random.nextBoolean()
                        ? Draft.json(200, list.formatted(shown, 1))
                        : dataforest(random, lists(list, other, shown)));
    }

    /** None, others, this one among others, and a total that promises more. */
    private static Draft[] lists(String list, String other, String own) {
        return new Draft[] {
            Draft.json(200, list.formatted("", 0)),
            Draft.json(200, list.formatted(other, 1)),
            Draft.json(200, list.formatted(other, 1)),
            Draft.json(200, list.formatted(other + "," + own, 2)),
            Draft.json(200, list.formatted(other, 2)),
        };
    }

    /** FACTS part 3: "GET /tasks", in one page or in two. */
    static List<Draft> taskList(RandomGenerator random) {
        String list = "{'index':0,'limit':100,'total':%2$d,'tasks':[%1$s]}";
        String other = "{'task_id':'0aa0bb0c-9999-8888-7777-b201bc64b1c9','name':'n','status':'completed'}";
        String own = "{'task_id':'" + TASK + "','name':'m','status':'completed'}";
        if (random.nextInt(64) > 0) {
            return List.of(nclue(random, lists(list, other, own)));
        }
        int more = random.nextInt(1, 4);
        int total = TASKS_PAGE + more;
        return List.of(page(0, TASKS_PAGE, total), page(TASKS_PAGE, more, total));
    }

    private static Draft page(int first, int size, int total) {
        List<Tree> tasks = IntStream.range(first, first + size)
                .mapToObj(i -> Tree.of("{'task_id':'" + "%08d".formatted(i) + "-9999-8888-7777-b201bc64b1c9'}"))
                .toList();
        return Draft.json(
                200,
                Tree.object(List.of(
                        new Tree.Member("total", Tree.scalar(String.valueOf(total))),
                        new Tree.Member("tasks", Tree.list(tasks)))));
    }

    private static final String NEWER = "e527d311-a947-46da-a6e0-66c49945dfaa";

    /** FACTS part 7: "GET /v1/{p}/models". */
    static List<Draft> modelList(RandomGenerator random) {
        String own = MODEL_BODY.formatted(MODEL, "0.0.1");
        String newer = MODEL_BODY.formatted(NEWER, "0.0.2");
        String fuzzy = MODEL_BODY
                .formatted("759645d9-3672-4db1-bb6d-49ed58b84e10", "1")
                .replace("net_v", "net_v2");
        String list = "{'models':[%s],'total_count':%d,'count':%2$d}";
        return List.of(modelarts(
                random,
                Draft.json(200, list.formatted(own, 1)),
                Draft.json(200, list.formatted(own + "," + newer, 2)),
                Draft.json(200, list.formatted(newer + "," + own + "," + fuzzy, 3)),
                Draft.json(200, list.formatted("", 0)),
                Draft.json(200, list.formatted(own, 2))));
    }

    /** The model by itself, and then the list of its versions. */
    static List<Draft> modelAndList(RandomGenerator random) {
        return List.of(model(), modelList(random).get(0));
    }

    /** Document 004: one call of a cascade removes several. */
    static List<Draft> cascadeWrite(RandomGenerator random) {
        Draft both =
                Draft.json(200, "{'delete_success_list':['" + MODEL + "','" + NEWER + "'],'delete_failed_list':[]}");
        return random.nextBoolean() ? List.of(both) : modelartsWrite(random);
    }

    // The login

    /** FACTS part 5: "Token" and its "Error body". */
    static List<Draft> login(RandomGenerator random) {
        Draft token = Draft.json(
                        201, "{'token':{'expires_at':'2026-03-05T05:06:07.000000Z','project':{'id':'p','name':'n'}}}")
                .and(new Header("X-Subject-Token", "MIIFuzzToken"));
        return List.of(one(
                random,
                List.of(token),
                List.of(List.of(
                        Draft.json(401, "{'error':{'code':401,'message':'m','title':'Unauthorized'}}"),
                        Draft.json(403, "{'error':{'code':'403','message':'m','title':'Forbidden'}}"),
                        Draft.json(400, "{'error':{'code':400,'message':'m','title':'Bad Request'}}"),
                        Draft.json(503, "{'error':{'code':503,'message':'m','title':'x'}}")))));
    }
}
