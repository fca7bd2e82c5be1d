/* What is left on duty, over a book; whom to call next; crews that come back. */
#include "storage/crew.h"

#include <string.h>

#include "core/line.h"
#include "core/vec.h"
#include "storage/owed.h"
#include "storage/roster_change.h"

enum { RECENT_DAYS = 3 };

static enum rc
add_crews(struct book *b, struct arena *a, const struct thing *t, int64_t at, struct crews *out,
	  struct err *e)
{
	struct casefile cf;
	size_t first = out->n;

	if (owed_casefile(b, a, t->id, &cf, e) != RC_OK)
		return e->code;
	crews_out(&cf, out);
	for (size_t i = first; i < out->n && !thing_open(t);) {
		if (out->v[i].spoke > at - CREW_CLOSED_HOURS * 3600)
			i++;
		else
			out->v[i] = out->v[--out->n];
	}
	return RC_OK;
}

static bool
is_listed(const struct things *list, const char *id)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_equal(list->v[i]->id, id))
			return true;
	return false;
}

static enum rc
fetch_crews(struct book *b, struct arena *a, const char *book, int64_t at, struct crews *out,
	    struct err *e)
{
	struct book_filter f = {.open = true, .book = book};
	struct book_filter recent = {.book = book, .since = at - RECENT_DAYS * DAY_SECONDS};
	struct things open = {0}, closed = {0};
	enum rc rc = book_list(b, a, &kind_incident, &f, &open, e);

	if (rc == RC_OK)
		rc = book_list(b, a, &kind_incident, &recent, &closed, e);
	for (size_t i = 0; rc == RC_OK && i < open.n; i++)
		rc = add_crews(b, a, open.v[i], at, out, e);
	for (size_t i = 0; rc == RC_OK && i < closed.n; i++)
		if (!is_listed(&open, closed.v[i]->id))
			rc = add_crews(b, a, closed.v[i], at, out, e);
	vec_clear(&open);
	vec_clear(&closed);
	return rc;
}

enum rc
crew_gauge(struct book *b, struct arena *a, const char *book, int64_t at, struct roster *roster,
	   struct crews *crews, struct gauge *out, struct err *e)
{
	struct book_filter f = {.book = book ? book : book_name(b)}, all = {0};
	struct things vehicles = {0}, contacts = {0};
	enum rc rc = roster_load(b, a, f.book, at, at + 1, roster, e);

	if (rc != RC_OK)
		return rc;
	rc = fetch_crews(b, a, f.book, at, crews, e);
	if (rc == RC_OK)
		rc = book_list(b, a, &kind_vehicle, &f, &vehicles, e);
	if (rc == RC_OK)
		rc = book_list(b, a, &kind_contact, &all, &contacts, e);
	if (rc == RC_OK) {
		crews_mark_foreign(crews, &roster->duty, &contacts);
		gauge_read(&roster->duty, &vehicles, crews, at, out);
	} else {
		vec_clear(crews);
		roster_clear(roster);
	}
	vec_clear(&vehicles);
	vec_clear(&contacts);
	return rc;
}

/* What came of a call, without what was asked: 无人接听. */
static const char *
outcome(const char *text)
{
	const char *comma = strstr(text, "，");

	return comma ? comma + strlen("，") : text;
}

/* By the telephone records of these hours, whoever wrote them. */
static enum rc
mark_called(struct book *b, struct arena *a, int64_t at, struct backups *out, struct err *e)
{
	struct book_filter f = {
	    .book = book_name(b), .since = at - CREW_CALLED_HOURS * 3600, .until = at + 60};
	struct things calls = {0};
	enum rc rc = book_list(b, a, &kind_call, &f, &calls, e);

	for (size_t i = 0; rc == RC_OK && i < calls.n; i++) {
		const struct call *c = calls.v[i]->body;

		for (size_t k = 0; k < out->n && c->way == CALL_OUT; k++)
			if (str_equal(out->v[k].name, c->party)) {
				out->v[k].called = record_when(calls.v[i]->first);
				out->v[k].said = outcome(c->text);
			}
	}
	vec_clear(&calls);
	return rc;
}

enum rc
crew_backups(struct book *b, struct arena *a, const struct roster *roster, const struct gauge *g,
	     int64_t at, struct backups *out, struct err *e)
{
	struct book_filter all = {0};
	struct things contacts = {0};
	struct duty_limits limits;
	enum rc rc = roster_limits(b, a, &limits, e);

	if (rc == RC_OK)
		rc = book_list(b, a, &kind_contact, &all, &contacts, e);
	if (rc == RC_OK)
		gauge_backups(&roster->duty, g, &limits, &contacts, at, out);
	vec_clear(&contacts);
	return rc == RC_OK ? mark_called(b, a, at, out, e) : rc;
}

/* What was said, as the phone book has it; Chinese data. */
static const char *
call_text(struct arena *a, const struct backup *whom, enum backup_answer answer)
{
	const char *asked = whom->tier == BACKUP_ONCALL      ? "叫备班到站备勤"
			    : whom->tier == BACKUP_NEIGHBOUR ? "请求代防"
							     : "请求调防增援";

	switch (answer) {
	case BACKUP_COMES:
		if (whom->minutes >= 0)
			return arena_text_f(a, "%s，已应答，约%lld分钟到", asked,
					    (long long)whom->minutes);
		return arena_text_f(a, "%s，已应答同意", asked);
	case BACKUP_NO_ANSWER:
		return arena_text_f(a, "%s，无人接听", asked);
	case BACKUP_REFUSED:
		return arena_text_f(a, "%s，不能到", asked);
	}
	return asked;
}

enum rc
crew_called(struct book *b, struct arena *a, const struct backup *whom, enum backup_answer answer,
	    const char *incident, const char **id, struct err *e)
{
	struct record *r = record_new(a, &kind_call);
	struct call *c = r->body;

	r->of = incident;
	*c = (struct call){.way = CALL_OUT,
			   .party = arena_text(a, whom->name),
			   .phone = whom->phone ? arena_text(a, whom->phone) : NULL,
			   .text = arena_text(a, call_text(a, whom, answer)),
			   .read_back = answer == BACKUP_COMES};
	record_has(r, "way");
	record_has(r, "party");
	record_has(r, "text");
	if (c->phone)
		record_has(r, "phone");
	if (c->read_back)
		record_has(r, "read_back");
	if (book_add_one(b, a, r, NULL, e) != RC_OK)
		return e->code;
	*id = r->id;
	return RC_OK;
}

static struct record *
new_act(struct arena *a, const struct crew *c, int step)
{
	struct record *r = record_new(a, &kind_act);
	struct act *act = r->body;

	r->of = c->incident;
	act->step = step;
	record_has(r, "step");
	if (*c->unit) {
		act->unit = arena_text(a, c->unit);
		record_has(r, "unit");
	}
	return r;
}

enum rc
crew_word(struct book *b, struct arena *a, const struct crew *c, int step, const char **id,
	  struct err *e)
{
	struct record *r = new_act(a, c, step);

	if (book_add_one(b, a, r, NULL, e) != RC_OK)
		return e->code;
	*id = r->id;
	return RC_OK;
}

/* All who went are named, so that is how many they are. */
static void
set_number(struct record *r, const char *field, struct count *n, char **words)
{
	for (; words && words[n->n]; n->n++)
		n->set = true;
	if (n->set)
		record_has(r, field);
}

enum rc
crew_names(struct book *b, struct arena *a, const struct crew *c, const char *people,
	   const char *engines, const char **id, struct err *e)
{
	struct record *r = new_act(a, c, STEP_OTHER);
	struct act *act = r->body;
	struct parse_context world = {.now = book_now(b), .arena = a};

	if (!*people && !*engines)
		return err_set(e, RC_MISSING, _("name at least one person or one engine"));
	if ((*people && record_set(r, "crew", people, &world, e) != RC_OK) ||
	    (*engines && record_set(r, "engines", engines, &world, e) != RC_OK) ||
	    record_set(r, "text", "出动人员和车辆", &world, e) != RC_OK)
		return e->code;
	set_number(r, "people", &act->people, act->crew);
	set_number(r, "vehicles", &act->vehicles, act->engines);
	if (book_add_one(b, a, r, NULL, e) != RC_OK)
		return e->code;
	*id = r->id;
	return RC_OK;
}
