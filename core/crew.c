/* Crews that rolled out, and what is left. */
#include "core/crew.h"

#include <string.h>

#include "core/vec.h"

enum { CREW_LEAST = 3 };

const struct choice vehicle_states[] = {
    {"ready", N_("Ready")},
    {"out", N_("Out")},
    {"recovering", N_("Not ready yet")},
    {"repair", N_("Under repair")},
    {0},
};

/* clang-format off */
static const struct field vehicle_fields[] = {
	FIELD(struct vehicle, name,   text,   .label = N_("Name"),         .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 30),
	FIELD(struct vehicle, type,   text,   .label = N_("Type"),         .flags = FIELD_LIST, .max = 30),
	FIELD(struct vehicle, water,  text,   .label = N_("Water"),        .flags = FIELD_LIST, .max = 30),
	FIELD(struct vehicle, crew,   count,  .label = N_("Least crew"),   .flags = FIELD_LIST, .max = 30),
	FIELD(struct vehicle, state,  choice, .label = N_("State"),        .flags = FIELD_LIST, .choices = vehicle_states),
	FIELD(struct vehicle, reason, text,   .label = N_("Reason")),
	FIELD(struct vehicle, order,  count,  .label = N_("Order"),        .max = 1000),
};

const struct kind kind_vehicle = {
	.name = "vehicle", .label = N_("Vehicle"), .size = sizeof(struct vehicle),
	.fields = vehicle_fields, .nfields = ARRAY_LEN(vehicle_fields),
	.flags = KIND_THING, .writers = WRITER_HOME,
};
/* clang-format on */

static bool
goes_out(int step)
{
	return step == STEP_DISPATCH || step == STEP_TURNOUT || step == STEP_ARRIVE ||
	       step == STEP_REINFORCE || step == STEP_WATCH;
}

static bool
comes_back(int step)
{
	return step == STEP_RETURN || step == STEP_READY;
}

static const struct act *
act_of(const struct casefile *cf, size_t i)
{
	return cf->acts.v[i]->body;
}

static int64_t
began(const struct record *r)
{
	return r->at.kind == MOMENT_EXACT || r->at.kind == MOMENT_ABOUT ? r->at.secs : r->ts / 1000;
}

static size_t
count_words(char **words)
{
	size_t n = 0;

	while (words && words[n])
		n++;
	return n;
}

static bool
says_force(const struct act *act)
{
	return act->people.set || act->vehicles.set || act->crew || act->engines;
}

static struct crew *
crew_named(struct crews *all, size_t first, const char *unit)
{
	for (size_t i = first; i < all->n; i++)
		if (str_equal(all->v[i].unit, unit))
			return &all->v[i];
	return NULL;
}

/* Whom an action speaks of; NULL: of no unit that is out. */
static struct crew *
meant(struct crews *all, size_t first, const struct act *act)
{
	if (act->unit)
		return crew_named(all, first, act->unit);
	return all->n - first == 1 ? &all->v[first] : crew_named(all, first, "");
}

static void
drop(struct crews *all, const struct crew *c)
{
	size_t i = (size_t)(c - all->v);

	memmove(all->v + i, all->v + i + 1, (all->n - i - 1) * sizeof(*all->v));
	all->n--;
}

/* The last word comes last. */
static struct crew *
move_last(struct crews *all, const struct crew *c)
{
	struct crew copy = *c;

	drop(all, c);
	vec_push(all, copy);
	return &all->v[all->n - 1];
}

static int64_t
at_least(int64_t n, char **words)
{
	int64_t named = (int64_t)count_words(words);

	return n > named ? n : named;
}

/* Numbers as last said, but no fewer than are named. */
static void
take_numbers(struct crew *c, const struct act *act)
{
	if (act->crew) {
		c->members = act->crew;
		c->people = at_least(c->people, act->crew);
	}
	if (act->engines) {
		c->engines = act->engines;
		c->vehicles = at_least(c->vehicles, act->engines);
	}
	if (act->people.set)
		c->people = act->people.n;
	if (act->vehicles.set)
		c->vehicles = act->vehicles.n;
	if (act->leader)
		c->leader = act->leader;
}

static void
take_act(const struct casefile *cf, size_t i, struct crews *out, size_t first)
{
	const struct act *act = act_of(cf, i);
	struct crew *c = meant(out, first, act);

	if (act->step == STEP_READY) {
		if (c)
			drop(out, c);
		return;
	}
	if (!c && goes_out(act->step) && (act->unit || says_force(act))) {
		vec_push(out, ((struct crew){.unit = act->unit ? act->unit : "",
					     .incident = cf->id,
					     .since = began(cf->acts.v[i])}));
		c = &out->v[out->n - 1];
	}
	if (!c)
		return;
	if (goes_out(act->step) || comes_back(act->step)) {
		c = move_last(out, c);
		c->last = cf->acts.v[i];
		c->spoke = began(cf->acts.v[i]);
		if (c->back && goes_out(act->step))
			c->since = c->spoke; /* out again before it was ready */
		c->back = act->step == STEP_RETURN;
	}
	if (says_force(act) || act->leader)
		take_numbers(c, act);
}

void
crews_out(const struct casefile *cf, struct crews *out)
{
	size_t first = out->n;

	for (size_t i = 0; cf->incident && i < cf->acts.n; i++)
		take_act(cf, i, out, first);
}

static bool
is_ours(const struct duty_book *b, const char *unit)
{
	for (size_t i = 0; i < b->people.n; i++) {
		const struct person *p = b->people.v[i]->body;

		if (p->unit && case_same_recipient(p->unit, unit))
			return true;
	}
	return false;
}

void
crews_mark_foreign(struct crews *crews, const struct duty_book *b, const struct things *contacts)
{
	for (size_t i = 0; i < crews->n; i++) {
		struct crew *c = &crews->v[i];

		for (size_t k = 0; k < contacts->n && *c->unit; k++) {
			const struct contact *x = contacts->v[k]->body;

			c->foreign |= x->name && case_same_recipient(x->name, c->unit) &&
				      !is_ours(b, c->unit);
		}
	}
}
