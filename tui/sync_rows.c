/* One book's synchronisation in words. */
#include "tui/sync_rows.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/advice.h"

enum { CLOCK_SLACK = 120 };

struct writing {
	const struct book_sync *b;
	struct arena *arena;
	struct sync_rows *out;
};

/* Clears text. */
static struct sync_row *
add(struct writing *w, const char *label, struct str *text, enum style_role style)
{
	struct sync_row row = {
	    .label = label, .text = arena_text_n(w->arena, text->ptr, text->len), .style = style};

	str_clear(text);
	vec_push(w->out, row);
	return &w->out->v[w->out->n - 1];
}

static void
add_time(int64_t secs, struct str *out)
{
	char text[MOMENT_TEXT];

	moment_screen(moment_at(secs), text);
	str_add(out, secs ? text : _("never"));
}

/* "refused sm1" → "sm1": the sentence says what happened. */
static const char *
about_whom(const struct alarm *a)
{
	const char *space = strchr(a->about, ' ');

	return space ? space + 1 : a->about;
}

static void
add_waiting(struct writing *w)
{
	const struct outbox *o = &w->b->outbox;
	const char *writer = w->b->trust.writer;
	struct str text = STR_INIT;

	if (o->last == 0) {
		str_add(&text, _("nothing; nothing was written here yet"));
	} else if (o->first > o->last) {
		str_add_f(&text, _("nothing; the newest is %s-%lld"), writer, (long long)o->last);
	} else {
		str_add_f(&text, _("%lld entries, %s-%lld to %lld, %lld bytes"),
			  (long long)outbox_count(o), writer, (long long)o->first,
			  (long long)o->last, (long long)o->bytes);
		if (o->urgent)
			str_add_f(&text, _("; urgent: %s-%lld"), writer, (long long)o->urgent);
	}
	add(w, _("Waiting"), &text, o->urgent ? STYLE_WARNING : STYLE_NORMAL);
}

static void
add_contact(struct writing *w)
{
	const struct sync_contact *c = &w->b->contact;
	struct str text = STR_INIT;

	add_time(c->last, &text);
	if (c->remote)
		str_add_f(&text, _(", at %s"), c->remote);
	if (c->failures > 0) {
		str_add_f(&text, _("; since then %lld × nothing was reached, the last time "),
			  (long long)c->failures);
		add_time(c->tried, &text);
	}
	add(w, _("Last contact"), &text, c->failures > 0 ? STYLE_WARNING : STYLE_NORMAL);
}

static void
add_held(struct writing *w)
{
	const struct sync_contact *c = &w->b->contact;
	const char *writer = w->b->trust.writer;
	struct str text = STR_INIT;
	int64_t at, held = sync_contact_held(c, &at);

	if (held == 0) {
		str_add(&text, _("nothing is known yet"));
	} else {
		str_add_f(&text, _("up to %s-%lld, since "), writer, (long long)held);
		add_time(at, &text);
		if (c->answered)
			str_add_f(&text, _("; their entries speak of %s-%lld"), writer,
				  (long long)c->answered);
	}
	add(w, _("Held there"), &text, STYLE_NORMAL);
}

static void
add_carried(struct writing *w)
{
	const struct sync_contact *c = &w->b->contact;
	struct str text = STR_INIT;

	if (c->carried == 0)
		return;
	str_add_f(&text, _("up to %s-%lld put onto it, "), w->b->trust.writer,
		  (long long)c->carried);
	add_time(c->carried_at, &text);
	add(w, _("Mailbag"), &text, STYLE_NORMAL);
}

static void
add_bytes(struct writing *w)
{
	const struct sync_contact *c = &w->b->contact;
	struct str text = STR_INIT;

	if (!c->tried)
		return;
	str_add_f(&text, _("%lld bytes came in, %lld went out"), (long long)c->in,
		  (long long)c->out);
	add(w, _("Last round"), &text, STYLE_NORMAL);
}

static void
add_clock(struct writing *w)
{
	int64_t ahead = w->b->contact.ahead;
	struct str text = STR_INIT;

	if (ahead <= CLOCK_SLACK)
		return;
	str_add_f(&text, _("theirs runs %lld seconds ahead of ours"), (long long)ahead);
	add(w, _("Clock"), &text, STYLE_WARNING);
}

static void
add_remote(struct writing *w, const char *url, int number)
{
	const struct sync_contact *c = &w->b->contact;
	const struct sync_remote *r = NULL;
	struct str text = STR_INIT;
	enum style_role style = STYLE_NORMAL;

	for (size_t i = 0; i < c->nremotes; i++)
		if (str_equal(c->remotes[i].url, url))
			r = &c->remotes[i];
	str_add_f(&text, "%s  ", url);
	if (!r) {
		str_add(&text, _("not tried yet"));
	} else if (r->state == REMOTE_USED) {
		str_add(&text, _("used"));
	} else if (r->state == REMOTE_ABSENT) {
		str_add(&text, _("not plugged in"));
	} else if (r->state == REMOTE_SPARE) {
		str_add(&text, _("not needed, another one worked"));
	} else {
		str_add_f(&text, _("failed: %s"), r->why ? r->why : "?");
		style = STYLE_WARNING;
	}
	add(w, arena_text_f(w->arena, _("Address %d"), number), &text, style);
}

/* As they are set, in their order; the hub's own repository first, which is none of them. */
static void
add_remotes(struct writing *w)
{
	const struct trust *t = &w->b->trust;
	const struct sync_contact *c = &w->b->contact;
	struct str text = STR_INIT;
	int number = 0;

	for (size_t i = 0; i < c->nremotes; i++) {
		bool set = false;

		for (size_t k = 0; k < t->nremotes; k++)
			set |= str_equal(t->remotes[k], c->remotes[i].url);
		if (!set && !t->own)
			add_remote(w, c->remotes[i].url, ++number);
	}
	for (size_t i = 0; i < t->nremotes; i++)
		add_remote(w, t->remotes[i], ++number);
	if (number > 0 || w->b->outbox.way)
		return;
	str_add_f(&text, _("none yet: `zhiban logbook add %s --remote URL`, or the mailbag"),
		  t->book);
	add(w, _("Address"), &text, STYLE_NORMAL);
}

static void
add_alarms(struct writing *w)
{
	for (size_t i = 0; i < w->b->nalarms; i++) {
		const struct alarm *alarm = &w->b->alarms[i];
		struct str text = STR_INIT;
		struct sync_row *row;

		add_time(alarm->last, &text);
		str_add_f(&text, _("  %lld ×  %s: %s"), (long long)alarm->count, about_whom(alarm),
			  alarm->text);
		row = add(w, _("■ Alarm"), &text, STYLE_ERROR);
		row->about = alarm->about;
		row->advice = alarm_advice(w->arena, alarm->about, w->b->trust.own);
	}
}

static void
add_quarantine(struct writing *w)
{
	for (size_t i = 0; i < w->b->nquarantine; i++) {
		const struct quarantined *q = &w->b->quarantine[i];
		struct str text = STR_INIT;
		struct sync_row *row;

		add_time(q->since, &text);
		str_add_f(&text, "  %s %.10s: %s", q->writer, q->commit, q->reason);
		row = add(w, _("▲ Quarantine"), &text, STYLE_WARNING);
		row->advice =
		    arena_text_f(w->arena,
				 _("It came from %s and was not taken in; the commit is kept as "
				   "evidence. It leaves "
				   "the list by itself once the branch of %s is right there."),
				 q->remote, q->writer);
	}
}

void
sync_rows(const struct book_sync *b, struct arena *a, struct sync_rows *out)
{
	struct writing w = {b, a, out};

	add_alarms(&w);
	add_quarantine(&w);
	add_waiting(&w);
	add_contact(&w);
	add_held(&w);
	add_carried(&w);
	add_bytes(&w);
	add_clock(&w);
	add_remotes(&w);
}

void
sync_summary(const struct book_sync *b, struct str *out)
{
	int64_t waiting = outbox_count(&b->outbox);

	if (waiting > 0)
		str_add_f(out, _("%lld entries wait"), (long long)waiting);
	else
		str_add(out, _("nothing waits"));
	if (!b->outbox.way)
		str_add(out, b->outbox.mailbag ? _("; by mailbag") : _("; no address yet"));
	if (b->contact.carried > 0 && waiting > 0)
		str_add_f(out, _("; on a mailbag up to %lld"), (long long)b->contact.carried);
	if (b->contact.error)
		str_add_f(out, "; ▲ %s", b->contact.error);
	if (b->nquarantine > 0)
		str_add_f(out, _("; quarantine %zu"), b->nquarantine);
	if (b->nalarms > 0)
		str_add_f(out, _("; ■ alarms %zu"), b->nalarms);
}

bool
sync_is_troubled(const struct book_sync *b)
{
	return b->contact.error || b->nquarantine > 0 || b->nalarms > 0;
}
