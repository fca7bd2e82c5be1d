/* What stands below the chain of times: late entries, corrections, figures, orders, duty, clocks.
 */
#include <string.h>

#include "core/attendance.h"
#include "core/case_review_inner.h"
#include "core/duty_attend.h"
#include "core/line.h"
#include "core/matter.h"

/* A clock may be so far off; a handful of seconds is the network's. */
enum { CLOCK_SECONDS = 120, BACK_MS = 60 * 1000, TEXT_MOST = 240 };

/* ---- 迟报说明 ---- */

static void
excuses(struct reviewing *r)
{
	for (size_t i = 0; i < r->cf->nexcuses; i++) {
		const struct case_excuse *x = &r->cf->excuses[i];
		enum owed_step step = owed_step_named(x->body->step);
		struct str s = STR_INIT;

		str_add_f(&s, "%s  %s–%s  %s  ",
			  step < OWED_STEPS ? _(owed_step_label(step)) : x->body->step,
			  review_at(r, x->body->from.secs), review_at(r, x->body->to.secs),
			  x->body->reason);
		if (x->confirmed || x->refused)
			str_add_f(
			    &s, _("[%s by %s, %s]"), x->confirmed ? _("confirmed") : _("refused"),
			    review_author(r, x->verdict), review_at(r, record_when(x->verdict)));
		else
			str_add(&s, _("[not decided yet]"));
		review_say(r, REVIEW_EXCUSES, x->record->id, review_take(r, &s));
	}
}

/* ---- 补记 ---- */

static bool
met_something(const struct reviewing *r, const struct record *rec)
{
	for (size_t i = 0; i < r->in->nowed; i++)
		if (r->in->owed[i].met_by == rec ||
		    (r->in->owed[i].met_by && str_equal(r->in->owed[i].met_by->id, rec->id)))
			return true;
	return false;
}

static const char *
short_text(struct reviewing *r, const struct record *rec)
{
	struct str s = STR_INIT;
	size_t end = 0, n = 0;

	if (rec->kind && rec->body)
		record_line_text(rec, &s);
	while (s.ptr[end] && n++ < TEXT_MOST)
		end++;
	while (s.ptr[end] && ((unsigned char)s.ptr[end] & 0xC0) == 0x80)
		end++;
	str_cut(&s, end);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '\n')
			s.ptr[i] = ' ';
	return review_take(r, &s);
}

static void
late_entries(struct reviewing *r)
{
	size_t others = 0;

	for (size_t i = 0; i < r->in->file->n; i++) {
		const struct record *rec = r->in->file->v[i];
		int64_t late = rec->kind && rec->body && !rec->rev ? record_late_minutes(rec) : 0;
		bool met;

		if (late < r->in->late_from || !(rec->kind->flags & KIND_ENTRY))
			continue;
		review_say(r, REVIEW_LATE, rec->id,
			   arena_text_f(r->arena, _("%s %s: %s — entered %lld min later by %s"),
					review_at(r, record_when(rec)), _(rec->kind->label),
					short_text(r, rec), (long long)late,
					review_author(r, rec)));
		met = met_something(r, rec);
		others += !met;
		if (met)
			review_doubt(r, DOUBT_LATE_ENTRY, rec->id,
				     arena_text_f(r->arena,
						  _("%s %s was entered %lld min later and meets a "
						    "limit"),
						  _(rec->kind->label),
						  review_at(r, record_when(rec)), (long long)late));
	}
	if (others)
		review_doubt(r, DOUBT_LATE_ENTRY, NULL,
			     arena_text_f(r->arena, _("%zu other entries are late ones"), others));
}

/* ---- 更正 ---- */

static const struct record *
find(const struct reviewing *r, const char *id)
{
	for (size_t i = 0; i < r->in->file->n; i++)
		if (str_equal(r->in->file->v[i]->id, id))
			return r->in->file->v[i];
	return NULL;
}

static void
correction(struct reviewing *r, const struct record *rec)
{
	const struct correction *c = rec->body;
	const struct record *old = find(r, rec->of);

	review_say(r, REVIEW_CORRECTIONS, rec->id,
		   arena_text_f(r->arena, _("%s %s: “%s” → “%s” (%s) by %s"),
				review_at(r, record_when(rec)), rec->of ? rec->of : "",
				old ? short_text(r, old) : "?", c->text, c->reason,
				review_author(r, rec)));
}

static void
add_value(const struct field *f, const void *body, struct str *out)
{
	if (body && !field_empty(f, body))
		field_show(f, body, out);
	else
		str_add(out, "–");
}

/* Edits of the incident itself; changed times are asked about. */
static void
change(struct reviewing *r, const struct record *rec)
{
	struct str s = STR_INIT;
	bool times = false;
	size_t n = 0;

	for (size_t i = 0; i < rec->kind->nfields; i++) {
		const struct field *f = &rec->kind->fields[i];

		if (!(rec->has >> i & 1) || f->flags & (FIELD_DERIVED | FIELD_PRIVATE))
			continue;
		str_add_f(&s, "%s%s ", n++ ? _(", ") : "", _(f->label));
		add_value(f, rec->was, &s);
		str_add(&s, " → ");
		add_value(f, rec->body, &s);
		times |= str_equal(f->name, "learned") || str_equal(f->name, "occurred");
	}
	if (n) {
		const char *text = review_take(r, &s);

		text = arena_text_f(r->arena, _("%s %s by %s"), review_at(r, rec->ts / 1000), text,
				    review_author(r, rec));
		review_say(r, REVIEW_CORRECTIONS, rec->id, text);
		if (times)
			review_doubt(r, DOUBT_REWRITTEN, rec->id, text);
	}
	str_clear(&s);
}

static void
corrections(struct reviewing *r)
{
	for (size_t i = 0; i < r->in->file->n; i++) {
		const struct record *rec = r->in->file->v[i];

		if (rec->kind == &kind_correction && rec->body)
			correction(r, rec);
		else if (rec->kind == &kind_incident && rec->rev && rec->body &&
			 str_equal(rec->of, r->cf->id))
			change(r, rec);
	}
}

/* ---- 数字经过 ---- */

/* Two versions as of the same minute that say different numbers. */
static void
same_asof(struct reviewing *r, const struct record *rec, size_t before)
{
	for (size_t i = 0; i < before; i++) {
		const struct record *old = r->cf->facts.v[i];

		if (fact_asof(old) != fact_asof(rec))
			continue;
		for (enum measure m = 0; m < MEASURES; m++) {
			int64_t a, b;

			if (!measure_given(old, m, &a) || !measure_given(rec, m, &b) || a == b)
				continue;
			review_doubt(r, DOUBT_FIGURES, rec->id,
				     arena_text_f(r->arena,
						  _("%s as of %s: %s and %s say different numbers"),
						  _(measure_field(m)->label),
						  review_at(r, fact_asof(rec)), old->id, rec->id));
			return;
		}
	}
}

static const char *
change_word(enum change c)
{
	switch (c) {
	case CHANGE_NONE:
		return _("unchanged");
	case CHANGE_PROGRESS:
		return _("moved on");
	case CHANGE_MORE:
		return _("more");
	case CHANGE_REVISED:
		return _("corrected downwards");
	}
	return "";
}

static void
figures(struct reviewing *r)
{
	struct figures before = {0};

	for (size_t i = 0; i < r->cf->facts.n; i++) {
		const struct record *rec = r->cf->facts.v[i];
		const struct fact *f = rec->body;
		struct figures after = before;
		struct str s = STR_INIT;
		enum change c;

		figures_add(&after, rec);
		c = figures_change(&before, &after);
		str_add_f(&s, _("as of %s  "), review_at(r, fact_asof(rec)));
		record_line_text(rec, &s);
		if (i)
			str_add_f(&s, "  [%s]", change_word(c));
		if (f->source)
			str_add_f(&s, _("  source %s"), f->source);
		if (f->reason)
			str_add_f(&s, _("  reason %s"), f->reason);
		if (f->checked_by)
			str_add_f(&s, _("  checked by %s %s"), f->checked_by,
				  f->checked_how ? f->checked_how : "");
		review_say(r, REVIEW_FIGURES, rec->id, review_take(r, &s));
		if (i && c == CHANGE_REVISED && !f->checked_by)
			review_doubt(r, DOUBT_UNCHECKED, rec->id,
				     arena_text_f(r->arena,
						  _("figures as of %s corrected downwards; nobody "
						    "is named who checked"),
						  review_at(r, fact_asof(rec))));
		same_asof(r, rec, i);
		before = after;
	}
}

/* ---- 指示及反馈 ---- */

static void
answers(struct reviewing *r, const char *order, struct str *out)
{
	size_t n = 0;

	for (size_t i = 0; i < r->in->file->n; i++) {
		const struct record *rec = r->in->file->v[i];

		if (!rec->body || !str_equal(rec->of, order) ||
		    (rec->kind != &kind_relay && rec->kind != &kind_feedback))
			continue;
		str_add_f(out, "%s%s %s", n++ ? _(", ") : _("; "), review_at(r, record_when(rec)),
			  short_text(r, rec));
	}
	if (!n)
		str_add(out, _("; no feedback"));
}

static void
orders(struct reviewing *r)
{
	for (size_t i = 0; i < r->in->file->n; i++) {
		const struct record *rec = r->in->file->v[i];
		const struct order *o = rec->body;
		struct str s = STR_INIT;

		if (rec->kind != &kind_order || rec->rev || !o)
			continue;
		str_add_f(&s, "%s %s: %s", review_at(r, record_when(rec)), o->from ? o->from : "",
			  o->text);
		if (o->due.kind == MOMENT_EXACT)
			str_add_f(&s, _(" (until %s)"), review_at(r, o->due.secs));
		answers(r, rec->id, &s);
		review_say(r, REVIEW_ORDERS, rec->id, review_take(r, &s));
	}
}

/* ---- 当班与到岗 ---- */

static void
on_duty(struct reviewing *r)
{
	static const struct things none;
	const struct things *lines = r->in->attendance ? r->in->attendance : &none;
	int64_t from = r->cf->learned,
		until = r->cf->ended < r->in->now ? r->cf->ended : r->in->now;
	struct attended_duties all = {0};

	if (!r->in->duty)
		return;
	if (until > from + DAY_SECONDS)
		until = from + DAY_SECONDS;
	duty_attend(r->in->duty, lines, from, until > from ? until : from + 60, r->in->now, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct attended_duty *d = &all.v[i];
		struct str s = STR_INIT;

		str_add_f(&s, "%s  %s  %s–%s", duty_post_name(r->in->duty, d->stint.post),
			  duty_person_name(r->in->duty, d->stint.person),
			  review_at(r, d->stint.from), review_at(r, d->stint.until));
		if (d->on)
			str_add_f(&s, _("  signed on %s"), review_at(r, d->on));
		else if (lines->n)
			str_add_f(&s, "  %s", _(attended_words[d->state].label));
		review_say(r, REVIEW_DUTY, NULL, review_take(r, &s));
	}
	vec_clear(&all);
}

/* ---- 时钟 ---- */

static void
clock_line(struct reviewing *r, const char *id, const char *text)
{
	review_say(r, REVIEW_CLOCKS, id, text);
	review_doubt(r, DOUBT_CLOCK, id, text);
}

static void
clocks(struct reviewing *r)
{
	const struct records *file = r->in->file;

	for (size_t i = 0; i < r->in->nclocks; i++) {
		const struct review_clock *c = &r->in->clocks[i];

		if (c->ahead >= CLOCK_SECONDS || c->ahead <= -CLOCK_SECONDS)
			clock_line(r, NULL,
				   arena_text_f(r->arena,
						_("the clock of %s differs from ours by %lld s"),
						c->whose, (long long)c->ahead));
	}
	/* The numbers of a writer tell in which order it wrote, whatever its clock said. */
	for (size_t i = 0; i < file->n; i++)
		for (size_t k = 0; k < file->n; k++) {
			struct record_id a, b;

			if (!record_id_read(file->v[i]->id, &a) ||
			    !record_id_read(file->v[k]->id, &b) || !str_equal(a.writer, b.writer) ||
			    b.number != a.number + 1 || file->v[k]->ts + BACK_MS > file->v[i]->ts)
				continue;
			clock_line(
			    r, file->v[k]->id,
			    arena_text_f(r->arena, _("the clock ran back %lld s between %s and %s"),
					 (long long)((file->v[i]->ts - file->v[k]->ts) / 1000),
					 file->v[i]->id, file->v[k]->id));
		}
	for (size_t i = 0; i < r->in->nowed; i++)
		if (r->in->owed[i].witness == WITNESS_DIFFERS)
			review_doubt(r, DOUBT_CLOCK, r->in->owed[i].met_by->id,
				     arena_text_f(r->arena,
						  _("%s: the two records of the call differ by "
						    "%lld min"),
						  _(owed_step_label(r->in->owed[i].step)),
						  (long long)r->in->owed[i].witness_minutes));
}

/* ---- 审阅 ---- */

static void
comments(struct reviewing *r)
{
	for (size_t i = 0; i < r->in->file->n; i++) {
		const struct record *rec = r->in->file->v[i];
		const struct review *v = rec->body;
		struct str s = STR_INIT;

		if (rec->kind != &kind_review || !v || !str_equal(rec->of, r->cf->id))
			continue;
		str_add_f(&s, "%s %s: ", review_at(r, record_when(rec)), review_author(r, rec));
		str_add(&s, v->verdict ? _(choice_label(review_words, v->verdict))
				       : _("the station answers"));
		if (v->text)
			str_add_f(&s, "  %s", v->text);
		if (v->reply)
			str_add_f(&s, "  %s", v->reply);
		if (v->due.kind == MOMENT_EXACT)
			str_add_f(&s, _(" (until %s)"), review_at(r, v->due.secs));
		review_say(r, REVIEW_COMMENTS, rec->id, review_take(r, &s));
	}
}

void
review_story(struct reviewing *r)
{
	excuses(r);
	late_entries(r);
	corrections(r);
	figures(r);
	orders(r);
	on_duty(r);
	clocks(r);
	comments(r);
}
