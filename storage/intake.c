/* Taking a call down: each act recorded at once, with what has been said so far. */
#include "storage/intake.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/casefile.h"
#include "core/line.h"
#include "core/matter.h"
#include "core/report.h"
#include "storage/case_incident.h"
#include "storage/desk.h"
#include "storage/owed.h"
#include "storage/private.h"

/* What stands in records: data of the book, no words of the program. */
static const char said_told[] = "电话报告", not_answered[] = "报告，未接",
		  switched_off[] = "报告，关机或不通";

/* ---- what was said ---- */

const char *
intake_source_text(int source_type)
{
	static const struct {
		const char *word, *text;
	} texts[] = {
	    {"public", "群众"},
	    {"119", "119调派"},
	    {"110", "110联动"},
	    {"120", "120"},
	    {"12345", "12345"},
	    {"village", "村（社区）"},
	    {"grid", "网格员"},
	    {"ranger", "护林员"},
	    {"enterprise", "企业"},
	    {"monitor", "监测（视频）"},
	    {"hotspot", "卫星热点"},
	    {"superior", "上级通报"},
	    {"neighbour", "邻县（乡）"},
	    {"media", "媒体（舆情）"},
	    {"self", "自查"},
	};
	const char *word = choice_word(source_types, source_type);

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (str_equal(texts[i].word, word))
			return texts[i].text;
	return "来电";
}

/* 敏感 by the calendar of the rule set, unless somebody has set flags already. */
static enum rc
propose_flags(struct book *b, struct arena *a, struct intake *in, struct err *e)
{
	struct incident *body = in->incident->body;
	struct rule_sets sets = {0};
	const struct rule_set *set;

	if (owed_rule_sets(b, a, book_name(b), &sets, e) != RC_OK)
		return e->code;
	set = rule_sets_at(&sets, in->rang);
	in->sensitive_by = NULL;
	if (set && rules_sensitive_day(set, day_of(in->rang), &in->sensitive_by)) {
		body->flags |= FLAG_SENSITIVE;
		record_has(in->incident, "flags");
	}
	return RC_OK;
}

static enum rc
complete(struct book *b, struct arena *a, struct intake *in, struct err *e)
{
	struct incident *body;

	if (!in->incident)
		in->incident = record_new(a, &kind_incident);
	body = in->incident->body;
	if (body->learned.kind == MOMENT_NONE) {
		body->learned = moment_at(in->rang);
		record_has(in->incident, "learned");
	}
	if (body->source_type && !body->source) {
		body->source = arena_text(a, intake_source_text(body->source_type));
		record_has(in->incident, "source");
	}
	return propose_flags(b, a, in, e);
}

/* One transaction: what was said, and these lines. */
static enum rc
record_all(struct book *b, struct arena *a, struct intake *in, struct record **lines, struct err *e)
{
	struct incident_taking t = {
	    .id = in->id, .incident = in->incident, .fact = in->fact, .lines = lines};

	if (!in->id) {
		if (complete(b, a, in, e) != RC_OK)
			return e->code;
		t.incident = in->incident;
	}
	if (incident_take_down(b, a, &t, e) != RC_OK)
		return e->code;
	in->id = t.id;
	return RC_OK;
}

static enum rc
record_one(struct book *b, struct arena *a, struct intake *in, struct record *line, struct err *e)
{
	struct record *lines[] = {line, NULL};

	return record_all(b, a, in, lines, e);
}

enum rc
intake_keep(struct book *b, struct arena *a, struct intake *in, struct err *e)
{
	return record_all(b, a, in, NULL, e);
}

/* ---- acts ---- */

static void
set_text(struct record *r, const char *field, const char *text)
{
	if (!text)
		return;
	*(char **)field_value(kind_field(r->kind, field), r->body) = (char *)text;
	record_has(r, field);
}

static struct record *
new_act(struct arena *a, int step)
{
	struct record *r = record_new(a, &kind_act);

	((struct act *)r->body)->step = step;
	record_has(r, "step");
	return r;
}

static struct record *
new_call(struct arena *a, int way, const char *party, const char *text)
{
	struct record *r = record_new(a, &kind_call);

	((struct call *)r->body)->way = way;
	record_has(r, "way");
	set_text(r, "party", party);
	set_text(r, "text", text);
	return r;
}

enum rc
intake_dispatch(struct book *b, struct arena *a, struct intake *in, const struct offer_team *team,
		struct err *e)
{
	struct record *r = new_act(a, STEP_DISPATCH);
	struct act *act = r->body;

	set_text(r, "unit", team->name);
	if (team->vehicles >= 0) {
		act->vehicles = (struct count){team->vehicles, true};
		record_has(r, "vehicles");
	}
	if (team->people >= 0) {
		act->people = (struct count){team->people, true};
		record_has(r, "people");
	}
	return record_one(b, a, in, r, e);
}

static struct record *
told_act(struct arena *a, const char *name)
{
	struct record *r = new_act(a, STEP_TOLD);

	set_text(r, "leader", name);
	set_text(r, "text", said_told);
	return r;
}

enum rc
intake_told(struct book *b, struct arena *a, struct intake *in, const struct offer_leader *who,
	    enum tell_result result, struct err *e)
{
	const char *party = *who->what ? arena_text_f(a, "%s%s", who->what, who->name) : who->name;

	if (result == TELL_REACHED)
		return record_one(b, a, in, told_act(a, who->name), e);
	return record_one(
	    b, a, in,
	    new_call(a, CALL_OUT, party, result == TELL_NO_ANSWER ? not_answered : switched_off),
	    e);
}

static struct record *
new_phone(struct arena *a, const struct intake_report *report)
{
	struct record *r = record_new(a, &kind_phone);
	struct phone_report *p = r->body;

	p->to = report->to;
	record_has(r, "to");
	p->step = report->step ? report->step : PHONE_FIRST;
	record_has(r, "step");
	set_text(r, "answered", report->answered);
	return r;
}

enum rc
intake_report(struct book *b, struct arena *a, struct intake *in,
	      const struct intake_report *report, struct err *e)
{
	return record_one(b, a, in, new_phone(a, report), e);
}

/* A phone record of the list: what it was about, and who answered. */
static struct record *
list_call(struct arena *a, const struct offer_call *c, const char *answered)
{
	struct record *r = new_call(
	    a, CALL_OUT, c->entry.whom,
	    arena_text_f(a, "%s；接听：%s", *c->entry.why ? c->entry.why : "通知", answered));

	((struct call *)r->body)->read_back = true;
	record_has(r, "read_back");
	return r;
}

enum rc
intake_notify(struct book *b, struct arena *a, struct intake *in,
	      const struct offer_call *const *calls, size_t n, const char *answered, struct err *e)
{
	struct record **lines = arena_alloc(a, (n + 2) * sizeof(*lines));
	struct intake_report report = {.to = arena_alloc(a, (n + 1) * sizeof(*report.to)),
				       .answered = answered};
	size_t k = 0, to = 0;

	for (size_t i = 0; i < n; i++) {
		const struct offer_call *c = calls[i];

		if (c->entry.report)
			report.to[to++] = (char *)c->entry.whom;
		else if (strstr(c->entry.whom, "带班"))
			lines[k++] = told_act(a, answered);
		else
			lines[k++] = list_call(a, c, answered);
	}
	if (to > 0)
		lines[k++] = new_phone(a, &report);
	return record_all(b, a, in, lines, e);
}

/* ---- no incident ---- */

static const char *
matter_text(struct arena *a, const struct intake *in)
{
	const struct incident *body = in->incident ? in->incident->body : NULL;
	const char *place = body && body->place ? body->place : "";
	const char *words = body && body->words ? body->words : "来电事项待核";

	return *place ? arena_text_f(a, "%s：%s", place, words) : words;
}

static enum rc
add_matter(struct book *b, struct arena *a, struct intake *in, struct err *e)
{
	const struct incident *body = in->incident ? in->incident->body : NULL;
	struct record *matter = record_new(a, &kind_matter), *call;
	const char *from =
	    body && body->source_type ? _(choice_label(source_types, body->source_type)) : "来电";
	const char *text = matter_text(a, in);

	set_text(matter, "text", text);
	set_text(matter, "from", from);
	call = new_call(a, CALL_IN, from, text);
	if (body && body->caller_phone)
		set_text(call, "phone", body->caller_phone);
	call->at = moment_at(in->rang);
	if (!in->id && book_add(b, a, call, NULL, e) != RC_OK)
		return e->code;
	return book_add(b, a, matter, NULL, e);
}

enum rc
intake_matter(struct book *b, struct arena *a, struct intake *in, struct err *e)
{
	if (book_begin(b, e) != RC_OK)
		return e->code;
	if (add_matter(b, a, in, e) == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return e->code;
}

/* ---- before it is in the book ---- */

/* The incident and its figures as they would stand in the book. */
static enum rc
imagine(struct book *b, struct arena *a, struct intake *in, struct records *out, struct err *e)
{
	struct catalogue catalogue;
	const struct catalogue_kind *kind;
	struct record *r;
	struct incident *body;

	if (owed_catalogue(b, a, &catalogue, e) != RC_OK || complete(b, a, in, e) != RC_OK)
		return e->code;
	r = ARENA_NEW(a, struct record);
	*r = *in->incident;
	r->body = body = ARENA_NEW(a, struct incident);
	*body = *(struct incident *)in->incident->body;
	kind = catalogue_find(&catalogue, body->kind ? body->kind : "other");
	body->kind = body->kind ? body->kind : arena_text(a, "other");
	body->family = kind ? kind->family : FAMILY_OTHER;
	r->id = arena_text_f(a, "%s-999999998", book_device(b));
	r->by = book_device(b);
	r->at = moment_at(in->rang);
	r->ts = in->rang * 1000;
	if (!body->title && body->place && kind)
		body->title = incident_title(a, body->place, kind->event);
	record_has(r, "kind");
	record_has(r, "family");
	vec_push(out, r);
	if (in->fact) {
		struct record *fact = ARENA_NEW(a, struct record);

		*fact = *in->fact;
		fact->id = arena_text_f(a, "%s-999999999", book_device(b));
		fact->of = r->id;
		fact->by = r->by;
		fact->at = r->at;
		fact->ts = r->ts;
		vec_push(out, fact);
	}
	return RC_OK;
}

enum rc
intake_owed(struct book *b, struct arena *a, struct intake *in, struct obligations *out,
	    struct err *e)
{
	struct records file = {0};
	struct rule_sets sets = {0};
	struct case_context c = {.sets = &sets, .now = book_now(b)};
	size_t from = out->n;
	enum rc rc = owed_rule_sets(b, a, book_name(b), &sets, e);

	if (rc == RC_OK)
		rc = imagine(b, a, in, &file, e);
	if (rc == RC_OK)
		rc = obligations(a, &file, &c, out, e);
	for (size_t i = from; i < out->n; i++)
		out->v[i].incident = NULL;
	vec_clear(&file);
	return rc;
}

/* By hand, as nothing of it is in the book. */
static enum rc
imagine_input(struct book *b, struct arena *a, struct intake *in, struct draft_input *out,
	      struct err *e)
{
	struct records recs = {0}, *file = ARENA_NEW(a, struct records);
	enum rc rc = imagine(b, a, in, &recs, e);

	if (rc == RC_OK) {
		file->v = arena_alloc(a, (recs.n + 1) * sizeof(*file->v));
		memcpy(file->v, recs.v, recs.n * sizeof(*file->v));
		file->n = file->cap = recs.n;
		*out = (struct draft_input){
		    .station = book_station(b),
		    .incident_id = recs.v[0]->id,
		    .incident = recs.v[0]->body,
		    .file = file,
		    .type = REPORT_FIRST,
		    .now = book_now(b),
		    .drafter = book_author(b) ? book_author_name(b, a, book_author(b)) : NULL,
		    .drafter_phone = book_station(b)->phone};
		rc = desk_words(b, a, &out->words, e);
	}
	vec_clear(&recs);
	return rc;
}

enum rc
intake_script(struct book *b, struct arena *a, struct intake *in, char **out, struct err *e)
{
	struct draft_input input = {0};
	enum rc rc = in->id ? desk_input(b, a, in->id, REPORT_FIRST, &input, e)
			    : imagine_input(b, a, in, &input, e);

	return rc == RC_OK ? desk_script(b, a, &input, out, e) : rc;
}

/* ---- drafts ---- */

enum { KEY_TEXT = 80 };

static char *
secret_id(struct arena *a, int64_t rang_ms)
{
	return arena_text_f(a, "draft-%lld", (long long)rang_ms);
}

static char *
private_dir(const struct book *b, struct arena *a)
{
	return arena_text_f(a, "%s/private", book_home(b));
}

/* Inside a write. */
static enum rc
put_draft(struct book *b, struct arena *a, const struct intake_draft *d, const char *key,
	  struct err *e)
{
	size_t n = strlen(d->text), secret = strlen(d->secret);
	char *dir = private_dir(b, a), *id = secret_id(a, d->rang_ms);

	if (secret > 0 && private_write(dir, id, d->secret, secret, e) != RC_OK)
		return e->code;
	if (secret == 0)
		private_erase(dir, id);
	return store_local_put(book_store(b), key, n ? d->text : NULL, n, e);
}

enum rc
intake_draft_keep(struct book *b, struct arena *a, const struct intake_draft *d, struct err *e)
{
	char *key = arena_text_f(a, "intake/%lld/%ld", (long long)d->rang_ms, (long)getpid());

	if (store_begin(book_store(b), e) != RC_OK)
		return e->code;
	if (put_draft(b, a, d, key, e) == RC_OK)
		return store_commit(book_store(b), e);
	store_abort(book_store(b));
	return e->code;
}

struct looking {
	struct arena *arena;
	int64_t without;
	struct intake_draft *out;
	char key[KEY_TEXT];
};

static bool
is_gone(long pid)
{
	return pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static bool
look(void *ctx, const char *key, const void *value, size_t n)
{
	struct looking *l = ctx;
	char *end;
	long long rang = strtoll(key + strlen("intake/"), &end, 10);
	long pid = *end == '/' ? strtol(end + 1, NULL, 10) : 0;

	if (rang <= 0 || rang == l->without || strlen(key) >= KEY_TEXT ||
	    (pid != (long)getpid() && !is_gone(pid)) || rang < l->out->rang_ms)
		return true;
	l->out->rang_ms = rang;
	l->out->text = arena_text_n(l->arena, value, n);
	memcpy(l->key, key, strlen(key) + 1);
	return true;
}

/* A draft of a terminal that is gone becomes this one's. */
static enum rc
take_over(struct book *b, struct arena *a, const struct looking *l, struct err *e)
{
	enum rc rc = intake_draft_keep(b, a, l->out, e);
	char *own = arena_text_f(a, "intake/%lld/%ld", (long long)l->out->rang_ms, (long)getpid());

	if (rc != RC_OK || str_equal(own, l->key))
		return rc;
	if (store_begin(book_store(b), e) != RC_OK)
		return e->code;
	if (store_local_put(book_store(b), l->key, NULL, 0, e) == RC_OK)
		return store_commit(book_store(b), e);
	store_abort(book_store(b));
	return e->code;
}

enum rc
intake_draft_find(struct book *b, struct arena *a, int64_t without, struct intake_draft *out,
		  struct err *e)
{
	struct looking l = {.arena = a, .without = without, .out = out};
	size_t n;
	enum rc rc;

	*out = (struct intake_draft){.secret = arena_text(a, "")};
	rc = store_each_local(book_store(b), "intake/", look, &l, e);
	if (rc != RC_OK || !out->text)
		return rc;
	rc = private_read(private_dir(b, a), a, secret_id(a, out->rang_ms), &out->secret, &n, e);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	return take_over(b, a, &l, e);
}
