/* The handover: its kinds, its cut, its signatures. */
#include "core/handover.h"

#include <string.h>

#include "core/vec.h"

const struct choice tick_states[] = {
    {"fine", N_("In order")},
    {"fault", N_("Not in order")},
    {0},
};

const struct choice handover_sides[] = {
    {"out", N_("Outgoing")},
    {"in", N_("Incoming")},
    {"leader", N_("Leader on duty")},
    {"out-deputy", N_("Outgoing deputy")},
    {"in-deputy", N_("Incoming deputy")},
    {0},
};

const struct choice review_words[] = {
    {"ok", N_("In order")},
    {"remind", N_("Reminder")},
    {"return", N_("Returned for correction")},
    {"supervise", N_("Under supervision")},
    {0},
};

const struct handover_flag_word handover_flag_words[] = {
    {HANDOVER_LEADER_MISSING, "leader-missing", N_("no leader has confirmed within two hours")},
    {HANDOVER_LEADER_LATE, "leader-late", N_("the leader confirmed after two hours")},
    {HANDOVER_PASSED_LATE, "passed-late", N_("handed over late")},
    {HANDOVER_ALONE, "alone", N_("handed over alone")},
    {HANDOVER_UNREAD, "unread", N_("items not confirmed")},
    {HANDOVER_THIN, "thin", N_("nothing entered, nothing checked")},
    {HANDOVER_RETURNED, "returned", N_("returned, not answered")},
    {HANDOVER_OTHER_HAND, "other-hand", N_("signed by another than the roster says")},
    {HANDOVER_ON_PAPER, "on-paper", N_("signed on paper, PIN forgotten")},
    {0, NULL, NULL},
};

/* clang-format off */
static const struct field handover_fields[] = {
	FIELD(struct handover, group,      choice, .label = N_("Group"),      .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED, .choices = post_groups),
	FIELD(struct handover, start,      time,   .label = N_("Shift from"), .flags = FIELD_LIST),
	FIELD(struct handover, end,        time,   .label = N_("Shift until"), .flags = FIELD_LIST | FIELD_FUTURE),
	FIELD(struct handover, outgoing,   person, .label = N_("Outgoing"),   .flags = FIELD_LIST, .target = "person"),
	FIELD(struct handover, incoming,   person, .label = N_("Incoming"),   .flags = FIELD_LIST, .target = "person"),
	FIELD(struct handover, out_deputy, person, .label = N_("Outgoing deputy"), .target = "person"),
	FIELD(struct handover, in_deputy,  person, .label = N_("Incoming deputy"), .target = "person"),
	FIELD(struct handover, out_leader, person, .label = N_("Outgoing leader"), .target = "person"),
	FIELD(struct handover, in_leader,  person, .label = N_("Incoming leader"), .target = "person"),
	FIELD(struct handover, weather,    text,   .label = N_("Weather")),
	FIELD(struct handover, fire_risk,  text,   .label = N_("Forest fire risk"), .max = 40),
	FIELD(struct handover, stay,       text,   .label = N_("Stay on")),
	FIELD(struct handover, note,       note,   .label = N_("Also to be noted")),
	FIELD(struct handover, alone,      yes,    .label = N_("Handed over alone"), .flags = FIELD_LIST | FIELD_DERIVED),
	FIELD(struct handover, reason,     text,   .label = N_("Reason")),
	FIELD(struct handover, sealed,     yes,    .label = N_("Sealed"),     .flags = FIELD_LIST | FIELD_DERIVED),
};

static const struct field tick_fields[] = {
	FIELD(struct handover_tick, item,  text,   .label = N_("Item"),  .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct handover_tick, state, choice, .label = N_("State"), .flags = FIELD_LIST, .choices = tick_states),
	FIELD(struct handover_tick, note,  text,   .label = N_("Note")),
};

static const struct field readback_fields[] = {
	FIELD(struct handover_readback, item, text, .label = N_("Item"), .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct handover_readback, text, note, .label = N_("Text")),
};

static const struct field sign_fields[] = {
	FIELD(struct handover_sign, side,     choice, .label = N_("Side"),   .flags = FIELD_REQUIRED | FIELD_LIST, .choices = handover_sides),
	FIELD(struct handover_sign, person,   person, .label = N_("Signer"), .flags = FIELD_REQUIRED | FIELD_LIST, .target = "person"),
	FIELD(struct handover_sign, by_phone, yes,    .label = N_("By phone"), .flags = FIELD_LIST),
	FIELD(struct handover_sign, on_paper, yes,    .label = N_("On paper"), .flags = FIELD_LIST),
	FIELD(struct handover_sign, witness,  person, .label = N_("Witness"), .target = "person"),
	FIELD(struct handover_sign, group,    choice, .label = N_("Group"),  .choices = post_groups),
	FIELD(struct handover_sign, cut,      text,   .label = N_("Cut"),    .max = 1600),
	FIELD(struct handover_sign, seal,     text,   .label = N_("Seal"),   .max = 64),
	FIELD(struct handover_sign, number,   text,   .label = N_("Number"), .flags = FIELD_LIST, .max = 40),
	FIELD(struct handover_sign, serial,   count,  .label = N_("Serial")),
	FIELD(struct handover_sign, year,     count,  .label = N_("Year")),
	FIELD(struct handover_sign, prev,     ref,    .label = N_("Handover before"), .target = "handover"),
	FIELD(struct handover_sign, items,    note,   .label = N_("Items"),  .max = 15000),
};

static const struct field review_fields[] = {
	FIELD(struct review, verdict, choice, .label = N_("Verdict"), .flags = FIELD_LIST, .choices = review_words),
	FIELD(struct review, text,    note,   .label = N_("Text"),    .flags = FIELD_LIST | FIELD_SEARCH),
	FIELD(struct review, due,     time,   .label = N_("Due"),     .flags = FIELD_FUTURE),
	FIELD(struct review, reply,   note,   .label = N_("Reply")),
};
/* clang-format on */

static bool
handover_is_open(const void *body)
{
	return !((const struct handover *)body)->sealed;
}

static enum rc
sign_check(const void *body, struct err *e)
{
	const struct handover_sign *s = body;
	struct cut cut;

	if ((s->cut == NULL) != (s->seal == NULL))
		return err_set(e, RC_INVALID, _("a cut and its seal belong together"));
	if (s->seal && (strlen(s->seal) != 64 || strspn(s->seal, "0123456789abcdef") != 64))
		return err_set(e, RC_INVALID, _("a seal is 64 hexadecimal digits"));
	return cut_read(s->cut, &cut, e);
}

/* clang-format off */
const struct kind kind_handover = {
	.name = "handover", .label = N_("Handover"), .size = sizeof(struct handover),
	.fields = handover_fields, .nfields = ARRAY_LEN(handover_fields),
	.flags = KIND_THING | KIND_CORE, .writers = WRITER_HOME, .is_open = handover_is_open,
};

const struct kind kind_tick = {
	.name = "tick", .label = N_("Item confirmed"), .size = sizeof(struct handover_tick),
	.fields = tick_fields, .nfields = ARRAY_LEN(tick_fields),
	.flags = KIND_CORE, .writers = WRITER_HOME,
};

const struct kind kind_readback = {
	.name = "readback", .label = N_("Read back"), .size = sizeof(struct handover_readback),
	.fields = readback_fields, .nfields = ARRAY_LEN(readback_fields),
	.flags = KIND_CORE, .writers = WRITER_HOME,
};

const struct kind kind_handover_sign = {
	.name = "handover_sign", .label = N_("Handover signature"), .size = sizeof(struct handover_sign),
	.fields = sign_fields, .nfields = ARRAY_LEN(sign_fields),
	.flags = KIND_CORE, .writers = WRITER_HOME, .check = sign_check,
};

const struct kind kind_review = {
	.name = "review", .label = N_("Review"), .size = sizeof(struct review),
	.fields = review_fields, .nfields = ARRAY_LEN(review_fields),
	.flags = KIND_CORE, .writers = WRITER_HOME | WRITER_SUPERIOR,
};
/* clang-format on */

/* ---- the cut ---- */

enum rc
cut_read(const char *text, struct cut *out, struct err *e)
{
	*out = (struct cut){0};
	while (text && *text) {
		size_t n = strcspn(text, " ");
		char id[ID_TEXT];

		if (n >= sizeof(id) || out->n == CUT_WRITERS_MAX)
			return err_set(e, RC_INVALID, _("the cut is too long"));
		memcpy(id, text, n);
		id[n] = '\0';
		if (!record_id_read(id, &out->v[out->n]) ||
		    cut_number(out, out->v[out->n].writer) != 0)
			return err_set(e, RC_INVALID, _("'%s' is not a number of a cut"), id);
		out->n++;
		text += n;
		if (*text && (*++text == '\0' || *text == ' '))
			return err_set(e, RC_INVALID, _("the cut holds a needless blank"));
	}
	return RC_OK;
}

void
cut_text(const struct cut *c, struct str *out)
{
	for (size_t i = 0; i < c->n; i++)
		str_add_f(out, "%s%s-%lld", i ? " " : "", c->v[i].writer,
			  (long long)c->v[i].number);
}

int64_t
cut_number(const struct cut *c, const char *writer)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_equal(c->v[i].writer, writer))
			return c->v[i].number;
	return 0;
}

bool
cut_covers(const struct cut *c, const char *id)
{
	struct record_id r;

	return record_id_read(id, &r) && r.number <= cut_number(c, r.writer);
}

void
cut_add(struct cut *c, const char *writer, int64_t number)
{
	struct record_id *r = &c->v[c->n];

	if (c->n == CUT_WRITERS_MAX || number <= 0 || strlen(writer) >= sizeof(r->writer))
		return;
	memcpy(r->writer, writer, strlen(writer) + 1);
	r->number = number;
	c->n++;
}

size_t
handover_of(const struct cut *cuts, size_t n, const char *id)
{
	size_t i = 0;

	while (i < n && !cut_covers(&cuts[i], id))
		i++;
	return i;
}

void
seal_short(const char *hex, char out[16])
{
	size_t n = 0;

	for (size_t i = 0; i < 8 && hex[i]; i++) {
		if (i == 4)
			out[n++] = '-';
		out[n++] = hex[i] >= 'a' && hex[i] <= 'f' ? (char)(hex[i] - 'a' + 'A') : hex[i];
	}
	out[n] = '\0';
}

/* ---- the state ---- */

static void
take_sign(struct handover_state *s, struct record *r)
{
	const struct handover_sign *body = r->body;
	const struct record **const sides[] = {
	    [SIDE_OUT] = &s->out,
	    [SIDE_IN] = &s->in,
	    [SIDE_LEADER] = &s->leader,
	    [SIDE_OUT_DEPUTY] = &s->out_deputy,
	    [SIDE_IN_DEPUTY] = &s->in_deputy,
	};
	const struct record **side =
	    body->side > 0 && (size_t)body->side < ARRAY_LEN(sides) ? sides[body->side] : NULL;

	if (side && !*side)
		*side = r;
	if (body->side == SIDE_LEADER)
		vec_push(&s->leaders, r);
	if (body->cut && !s->seal) {
		s->seal = r;
		s->sealed = body;
	}
}

enum rc
handover_read(struct arena *a, const struct records *recs, const char *id,
	      struct handover_state *out, struct err *e)
{
	struct records sorted = {0};
	struct thing *t;

	if (thing_fold(a, (const struct record *const *)recs->v, recs->n, id, &t, e) != RC_OK)
		return e->code;
	if (t->kind != &kind_handover)
		return err_set(e, RC_INVALID, _("%s is not a handover"), id);
	*out = (struct handover_state){.thing = t, .body = t->body};
	for (size_t i = 0; i < recs->n; i++)
		if (str_equal(recs->v[i]->of, id) && !recs->v[i]->rev)
			vec_push(&sorted, recs->v[i]);
	records_sort(&sorted);
	for (size_t i = 0; i < sorted.n; i++) {
		struct record *r = sorted.v[i];

		if (r->kind == &kind_handover_sign)
			take_sign(out, r);
		else if (r->kind == &kind_tick)
			vec_push(&out->ticks, r);
		else if (r->kind == &kind_readback)
			vec_push(&out->readbacks, r);
		else if (r->kind == &kind_review)
			vec_push(&out->reviews, r);
	}
	vec_clear(&sorted);
	return out->sealed ? cut_read(out->sealed->cut, &out->cut, e) : RC_OK;
}

void
handover_clear(struct handover_state *s)
{
	vec_clear(&s->ticks);
	vec_clear(&s->readbacks);
	vec_clear(&s->reviews);
	vec_clear(&s->leaders);
}

const struct record *
handover_tick_of(const struct handover_state *s, const char *item)
{
	for (size_t i = s->ticks.n; i-- > 0;)
		if (str_equal(((struct handover_tick *)s->ticks.v[i]->body)->item, item))
			return s->ticks.v[i];
	return NULL;
}

const struct record *
handover_readback_of(const struct handover_state *s, const char *item)
{
	for (size_t i = s->readbacks.n; i-- > 0;)
		if (str_equal(((struct handover_readback *)s->readbacks.v[i]->body)->item, item))
			return s->readbacks.v[i];
	return NULL;
}

const struct record *
handover_verdict(const struct handover_state *s)
{
	for (size_t i = s->reviews.n; i-- > 0;)
		if (((struct review *)s->reviews.v[i]->body)->verdict)
			return s->reviews.v[i];
	return NULL;
}

static bool
other_hand(const struct record *sign, const char *planned)
{
	return sign && planned && !str_equal(((struct handover_sign *)sign->body)->person, planned);
}

static bool
on_paper(const struct record *sign)
{
	return sign && ((const struct handover_sign *)sign->body)->on_paper;
}

static bool
returned(const struct handover_state *s)
{
	const struct record *v = handover_verdict(s);

	if (!v || ((struct review *)v->body)->verdict != REVIEW_RETURN)
		return false;
	for (size_t i = s->reviews.n; i-- > 0 && s->reviews.v[i] != v;)
		if (((struct review *)s->reviews.v[i]->body)->reply)
			return false;
	return true;
}

unsigned
handover_flags(const struct handover_state *s, size_t unread, int64_t now)
{
	unsigned flags = 0;
	int64_t limit;

	if (s->seal) {
		int64_t end = s->body->end.kind == MOMENT_EXACT ? s->body->end.secs : INT64_MAX / 2;

		limit = s->seal->at.secs + LEADER_MINUTES * 60;
		if (!s->leader && now > limit && s->body->group != GROUP_FIRE)
			flags |= HANDOVER_LEADER_MISSING;
		if (s->leader && s->leader->at.secs > limit)
			flags |= HANDOVER_LEADER_LATE;
		/* Alone it is late by nature: a quarter of an hour was waited. */
		if (!s->body->alone && s->seal->at.secs > end + NOBODY_MINUTES * 60)
			flags |= HANDOVER_PASSED_LATE;
	}
	if (s->body->alone)
		flags |= HANDOVER_ALONE;
	if (on_paper(s->out) || on_paper(s->in))
		flags |= HANDOVER_ON_PAPER;
	if (unread)
		flags |= HANDOVER_UNREAD;
	if (returned(s))
		flags |= HANDOVER_RETURNED;
	if (other_hand(s->out, s->body->outgoing) || other_hand(s->in, s->body->incoming))
		flags |= HANDOVER_OTHER_HAND;
	return flags;
}
