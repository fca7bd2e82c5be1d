/* The words of a draft: every name a report template may use. */
#include <stdlib.h>
#include <string.h>

#include "core/draft.h"
#include "core/draft_inside.h"

/* ---- while gathering ---- */

struct gathering {
	const struct draft_input *in;
	struct arena *arena;
	json_t *data;
	int64_t base;               /* the day bare times belong to */
	const struct record *last;  /* the report before, or NULL */
	struct figures before, now; /* what it knew; what is known */
};

static void
put(struct gathering *g, const char *name, const char *text)
{
	json_t *value = json_string(text ? text : "");

	/* Typed text is clean; what is not cannot be shown. */
	json_object_set_new(g->data, name, value ? value : json_string(""));
}

static void
put_str(struct gathering *g, const char *name, struct str *text)
{
	put(g, name, text->ptr);
	str_clear(text);
}

static void
put_time(struct gathering *g, const char *name, int64_t secs)
{
	struct str text = STR_INIT;

	say_time(secs, g->base, &text);
	put_str(g, name, &text);
}

/* A bare clock time must be of the day of the event and of the day on which it is read. */
static int64_t
base_today(const struct gathering *g)
{
	return day_of(g->base) == day_of(g->in->now) ? g->base : SAY_DATED;
}

static void
put_dated(struct gathering *g, const char *name, int64_t secs)
{
	struct str text = STR_INIT;

	say_time(secs, base_today(g), &text);
	put_str(g, name, &text);
}

static void
put_full(struct gathering *g, const char *name, int64_t secs)
{
	char text[MOMENT_TEXT];

	moment_zh(secs, text);
	put(g, name, text);
}

static const struct report *
body_of(const struct record *r)
{
	return r ? r->body : NULL;
}

/* Whether an earlier report could draw on this fact. */
static bool
fact_known(const void *ctx, const struct record *fact)
{
	const struct record *last = ctx;
	const struct report *report = body_of(last);

	return last && record_compare(fact, last) < 0 &&
	       (report->asof.kind != MOMENT_EXACT || fact_asof(fact) <= report->asof.secs);
}

/* Actions and calls entered after the report before. */
static bool
is_new(const void *ctx, const struct record *r)
{
	const struct record *last = ctx;

	return !last || record_compare(r, last) > 0;
}

/* The report this one continues; the first and the final one tell everything. */
static const struct record *
continued(const struct draft_input *in)
{
	if (in->type == REPORT_FIRST || in->type == REPORT_FINAL)
		return NULL;
	return draft_previous(in->file, REPORT_NONE);
}

static void
fold(const struct draft_input *in, const struct record *last, struct figures *before,
     struct figures *now)
{
	figures_fold(in->file, INT64_MAX, now);
	memset(before, 0, sizeof(*before));
	for (size_t i = 0; i < in->file->n; i++)
		if (in->file->v[i]->kind == &kind_fact && fact_known(last, in->file->v[i]))
			figures_add(before, in->file->v[i]);
}

/* Measures that the sentence on casualties speaks of. */
static const enum measure casualties[] = {
    MEASURE_dead,  MEASURE_missing, MEASURE_trapped, MEASURE_injured,  MEASURE_serious,
    MEASURE_light, MEASURE_safe,    MEASURE_rescued, MEASURE_poisoned,
};

static bool
casualty_news(const struct figures *a, const struct figures *b)
{
	for (size_t i = 0; i < ARRAY_LEN(casualties); i++) {
		const struct figure *x = &a->of[casualties[i]], *y = &b->of[casualties[i]];

		if (x->known != y->known || x->value != y->value || x->verified != y->verified)
			return true;
	}
	return false;
}

/* New numbers, or numbers newly verified. */
static bool
figures_news(const struct figures *a, const struct figures *b)
{
	for (enum measure m = 0; m < MEASURES; m++)
		if (a->of[m].known != b->of[m].known || a->of[m].value != b->of[m].value ||
		    a->of[m].verified != b->of[m].verified)
			return true;
	return false;
}

int64_t
draft_asof(const struct draft_input *in)
{
	const struct record *last;
	const struct report *report;
	struct figures before, now;
	int64_t asof;

	if (!in->incident)
		return minute_floor(in->now);
	last = in->type == REPORT_FIRST ? NULL : draft_previous(in->file, REPORT_NONE);
	report = body_of(last);
	fold(in, last, &before, &now);
	asof = now.asof && figures_news(&before, &now) ? now.asof : minute_floor(in->now);
	if (report && report->asof.kind == MOMENT_EXACT && asof < report->asof.secs)
		asof = report->asof.secs;
	return asof;
}

/* ---- parts ---- */

static void
put_station(struct gathering *g)
{
	const struct station *s = g->in->station;
	struct station_names names;
	char today[MOMENT_TEXT];

	say_station(g->arena, s, &names);
	put(g, "unit", names.unit);
	put(g, "self", names.self);
	put(g, "organ", names.organ);
	put(g, "head", names.head);
	put(g, "main", g->in->main ? g->in->main : names.main);
	put(g, "station", s->name);
	put(g, "superior",
	    s->superior ? s->superior
			: arena_text_f(g->arena, "%s%s", names.main,
				       str_ends(names.main, "值班室") ? "" : "值班室"));
	put(g, "reporter", g->in->drafter);
	put(g, "phone", g->in->drafter_phone ? g->in->drafter_phone : s->phone);
	put_time(g, "now", g->in->now);
	moment_zh_day(g->in->now, today);
	put(g, "today", arena_text_f(g->arena, "%d年%s", civil_of(g->in->now).year, today));
}

/* A word of families.conf: of the incident's family, else of all. */
static const char *
family_word(const struct draft_input *in, const char *key)
{
	const char *family = in->incident ? choice_word(families, in->incident->family) : "";
	const char *found = NULL;

	for (size_t i = 0; in->words && i < in->words->n; i++) {
		const struct conf_section *s = &in->words->sections[i];

		if (!str_equal(s->type, "family") || !conf_get(s, key))
			continue;
		if (str_equal(s->name, family))
			return conf_get(s, key);
		if (!*s->name)
			found = conf_get(s, key);
	}
	return found;
}

/* The section with such steps: of the incident's family, else of all. */
static const struct conf_section *
step_section(const struct draft_input *in, const char *key)
{
	const char *family = choice_word(families, in->incident->family);
	const struct conf_section *all = NULL;

	for (size_t i = 0; in->words && i < in->words->n; i++) {
		const struct conf_section *s = &in->words->sections[i];

		if (!str_equal(s->type, "family") || !conf_get(s, key))
			continue;
		if (str_equal(s->name, family))
			return s;
		if (!*s->name)
			all = s;
	}
	return all;
}

/* Whether a step applies: next always, next-injured while there are such. */
static bool
step_applies(const char *key, const char *word, const struct figures *f)
{
	if (!str_starts(key, word))
		return false;
	key += strlen(word);
	if (str_equal(key, "-injured"))
		return figures_injured(f) + f->of[MEASURE_poisoned].value > 0;
	if (str_equal(key, "-evacuated"))
		return f->of[MEASURE_evacuated].value > 0;
	if (str_equal(key, "-missing"))
		return f->of[MEASURE_missing].value + f->of[MEASURE_trapped].value > 0;
	return !*key;
}

static void
put_next_steps(struct gathering *g)
{
	const char *word = g->in->type == REPORT_FINAL ? "after" : "next";
	const struct conf_section *s = step_section(g->in, word);
	struct str text = STR_INIT;
	int64_t n = 0;

	for (size_t i = 0; s && i < s->n; i++) {
		if (!step_applies(s->entries[i].key, word, &g->now))
			continue;
		str_add(&text, n ? "；" : "");
		say_number(++n, &text);
		str_add_f(&text, "是%s", s->entries[i].value);
	}
	put_str(g, "next_steps", &text);
}

static void
put_copies(struct gathering *g)
{
	const struct draft_input *in = g->in;
	const char *own = family_word(in, "copy");

	put(g, "copy", in->station->copy && *in->station->copy ? in->station->copy : own);
}

/* Of a grade set by hand; a machine never says one in a report (practice.md 15). */
static const char *const grade_words[] = {"", "特别重大", "重大", "较大", "一般"};

static void
put_event(struct gathering *g)
{
	const struct incident *i = g->in->incident;
	struct event_words words;
	struct station_names names;
	struct str text = STR_INIT;

	say_station(g->arena, g->in->station, &names);
	say_event(g->arena, i, names.unit, &words);
	put(g, "incident", words.name);
	put(g, "subject", words.subject);
	put(g, "what", words.what);
	put(g, "place", i->place);
	put(g, "object", i->object);
	if (i->object && *i->object)
		put(g, "object_clause",
		    arena_text_f(g->arena, "%s%s",
				 str_starts(i->object, "据") ? "" : "据初步了解，", i->object));
	if (i->grade > GRADE_NONE && i->grade <= GRADE_IV)
		put(g, "grade_sentence",
		    arena_text_f(g->arena, "初步判断为%s突发事件。", grade_words[i->grade]));
	put(g, "enterprise", i->enterprise);
	put(g, "commander", i->commander);
	put(g, "commander_phone", i->commander_phone);
	for (const struct choice *c = families; c->word; c++)
		put(g, c->word, i->family == 1 + (int)(c - families) ? "是" : "");
	put(g, "accident", family_is_accident(i->family) ? "是" : "");
	say_source(i, &text);
	put_str(g, "source", &text);
	put(g, "occurred_word", family_word(g->in, "occurred"));
	put(g, "cause_sentence", family_word(g->in, "cause"));
	put(g, "investigate", family_word(g->in, "investigate"));
}

static void
put_times(struct gathering *g)
{
	const struct incident *i = g->in->incident;
	struct str text = STR_INIT;
	char day[MOMENT_TEXT];
	bool known = i->occurred.kind == MOMENT_EXACT || i->occurred.kind == MOMENT_ABOUT;
	int64_t occurred = known ? i->occurred.secs : g->base;

	put_full(g, "received_at", g->base);
	put_time(g, "received_clock", g->base);
	if (i->occurred.kind != MOMENT_NONE)
		say_moment(i->occurred, g->base, &text);
	put_str(g, "occurred", &text);
	moment_zh_day(occurred, day);
	put(g, "occurred_day", arena_text_f(g->arena, "%d年%s", civil_of(occurred).year, day));
	put_dated(g, "asof", draft_asof(g->in));
}

static void
put_changes(struct gathering *g)
{
	static const struct {
		const char *name;
		unsigned parts;
	} changes[] = {
	    {"change_sentence", 0},
	    {"people_change", CHANGED_PEOPLE},
	    {"moved_change", CHANGED_MOVED},
	    {"loss_change", CHANGED_LOSSES},
	};

	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		struct change_request q = {changes[i].parts, g->in->file, fact_known, g->last,
					   base_today(g)};
		struct str text = STR_INIT;

		if (g->last)
			say_changes(g->arena, &q, &text);
		put_str(g, changes[i].name, &text);
	}
}

static void
put_figures(struct gathering *g)
{
	struct str text = STR_INIT;
	const struct record *fact = NULL;

	say_title_casualties(&g->now, &text);
	put_str(g, "casualties_title", &text);
	say_casualties(&g->now, &text);
	put_str(g, "casualty_sentence", &text);
	if (g->now.asof)
		say_totals(&g->now, &text);
	put_str(g, "totals", &text);
	put_changes(g);
	if (g->last && casualty_news(&g->before, &g->now))
		say_casualties(&g->now, &text);
	put_str(g, "news", &text);
	if (g->last)
		say_revised(&g->before, &g->now, &text);
	put_str(g, "revised", &text);
	say_evacuation(&g->now, family_is_accident(g->in->incident->family), &text);
	put_str(g, "evacuation_sentence", &text);
	say_losses(&g->now, &text);
	put_str(g, "loss_sentence", &text);
	for (size_t i = 0; i < g->in->file->n; i++)
		if (g->in->file->v[i]->kind == &kind_fact)
			fact = g->in->file->v[i];
	put(g, "figures_source", fact ? ((const struct fact *)fact->body)->source : NULL);
}

/* "接报后" is true only of what was done after it. */
static bool
acted_before(const struct gathering *g)
{
	for (size_t i = 0; i < g->in->file->n; i++) {
		const struct record *r = g->in->file->v[i];

		if (r->kind == &kind_act && is_new(g->last, r) && r->at.secs < g->base)
			return true;
	}
	return false;
}

static void
put_acts(struct gathering *g)
{
	struct act_request q = {g->in->file, is_new, g->last, g->last ? base_today(g) : g->base};
	struct act_request whole = {g->in->file, NULL, NULL, g->base};
	struct str text = STR_INIT;

	put(g, "after_receipt", acted_before(g) ? "" : "接报后，");
	say_forces(g->arena, &q, &text);
	put_str(g, "forces_sentence", &text);
	say_spread(&q, &text);
	put_str(g, "spread_sentence", &text);
	say_phone(&q, json_string_value(json_object_get(g->data, "self")), &text);
	put_str(g, "phone_sentence", &text);
	say_request(&whole, &text);
	put_str(g, "request_sentence", &text);
	if (g->in->type == REPORT_FINAL)
		say_chain(g->arena, &whole, g->in->incident, &text);
	put_str(g, "chain_sentence", &text);
}

static void
put_previous(struct gathering *g)
{
	const struct report *last = body_of(g->last);
	const struct report *final = body_of(draft_previous(g->in->file, REPORT_FINAL));
	struct str text = STR_INIT;

	if (last) {
		draft_type_text(last->type, last->seq.n, &text);
		str_add_f(&text, "：%s", last->number ? last->number : "");
	}
	put_str(g, "previous", &text);
	put(g, "final", final ? final->number : NULL);
	if (last && last->asof.kind == MOMENT_EXACT)
		put_dated(g, "since", last->asof.secs);
	else if (last)
		put_dated(g, "since", last->signed_at.secs);
	draft_type_text(REPORT_FOLLOWUP, draft_followups(g->in->file) + 1, &text);
	put_str(g, "followup", &text);
}

static void
put_query(struct gathering *g)
{
	const struct record *r = draft_open_query(g->in->file);
	const struct query *q = r ? r->body : NULL;

	if (!q)
		return;
	put(g, "query", q->text);
	put(g, "query_from", q->from);
	if (g->in->incident)
		put_dated(g, "query_at", r->at.secs);
	else
		put_full(g, "query_at", r->at.secs);
}

static int
day_occurred(const struct gathering *g)
{
	struct moment m = g->in->incident->occurred;

	return day_of(m.kind == MOMENT_EXACT || m.kind == MOMENT_ABOUT ? m.secs : g->base);
}

/* 当日6时50分 where the day of the event stands before it; 1月19日6时50分 */
static void
put_ended(struct gathering *g, int64_t secs)
{
	struct str text = STR_INIT;
	bool same = g->in->type == REPORT_FINAL && day_of(secs) == day_occurred(g);

	if (same)
		str_add(&text, "当日");
	say_time(secs, same ? secs : SAY_DATED, &text);
	put_str(g, "ended", &text);
}

/* When the response ended: the action says it, else the closing. */
static int64_t
response_end(const struct draft_input *in)
{
	const struct incident *i = in->incident;
	int64_t end =
	    i->closed == CLOSED_DONE && i->closed_at.kind == MOMENT_EXACT ? i->closed_at.secs : 0;

	for (size_t n = in->file->n; n-- > 0;) {
		const struct record *r = in->file->v[n];

		if (r->kind == &kind_act && r->body &&
		    ((const struct act *)r->body)->step == STEP_RESPONSE_END)
			end = r->at.secs;
	}
	return end;
}

static void
put_end(struct gathering *g)
{
	int days = g->in->supplement_until;
	int64_t end = response_end(g->in);
	char until[MOMENT_TEXT];

	if (end)
		put_ended(g, end);
	if (!days)
		return;
	put(g, "after_window", day_of(draft_asof(g->in)) > days ? "是" : "");
	moment_zh_day(day_secs(days), until);
	put(g, "until", until);
	put(g, "window",
	    arena_text_f(g->arena, "%d日内",
			 (int)((day_secs(days) - day_secs(day_occurred(g))) / DAY_SECONDS)));
}

static void
put_routine(struct gathering *g)
{
	const struct draft_input *in = g->in;

	put(g, "routine", in->routine);
	put_full(g, "from", in->from);
	put_full(g, "to", in->now);
	if (in->events)
		put(g, "events", arena_text_f(g->arena, "%zu", in->events));
}

json_t *
draft_data(struct arena *a, const struct draft_input *in)
{
	struct gathering g = {.in = in, .arena = a, .data = json_object(), .base = in->now};

	if (!g.data)
		die("out of memory");
	if (in->incident && in->incident->learned.kind == MOMENT_EXACT)
		g.base = in->incident->learned.secs;
	put_station(&g);
	put_copies(&g);
	put_query(&g);
	put_routine(&g);
	if (!in->incident)
		return g.data;
	g.last = continued(in);
	fold(in, g.last, &g.before, &g.now);
	put_event(&g);
	put_times(&g);
	put_figures(&g);
	put_acts(&g);
	put_next_steps(&g);
	put_previous(&g);
	put_end(&g);
	return g.data;
}
