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

static bool
is_last_of_unit(const struct casefile *cf, size_t i)
{
	for (size_t k = i + 1; k < cf->acts.n; k++)
		if (str_equal(act_of(cf, k)->unit, act_of(cf, i)->unit) &&
		    (goes_out(act_of(cf, k)->step) || comes_back(act_of(cf, k)->step)))
			return false;
	return true;
}

static int64_t
began(const struct record *r)
{
	return r->at.kind == MOMENT_EXACT || r->at.kind == MOMENT_ABOUT ? r->at.secs : r->ts / 1000;
}

/* Vehicles and people as last said since it went out; since when that is. */
static struct crew
crew_of(const struct casefile *cf, size_t last)
{
	struct crew c = {.unit = act_of(cf, last)->unit ? act_of(cf, last)->unit : "",
			 .incident = cf->id,
			 .last = cf->acts.v[last],
			 .back = act_of(cf, last)->step == STEP_RETURN,
			 .since = began(cf->acts.v[last])};

	for (size_t i = last + 1; i-- > 0;) {
		const struct act *act = act_of(cf, i);

		if (!str_equal(act->unit, act_of(cf, last)->unit))
			continue;
		if (comes_back(act->step) && i != last)
			break;
		if (!goes_out(act->step))
			continue;
		c.since = began(cf->acts.v[i]);
		if (!c.people && act->people.set)
			c.people = act->people.n;
		if (!c.vehicles && act->vehicles.set)
			c.vehicles = act->vehicles.n;
		if (!c.leader)
			c.leader = act->leader;
	}
	return c;
}

void
crews_out(const struct casefile *cf, struct crews *out)
{
	for (size_t i = 0; cf->incident && i < cf->acts.n; i++) {
		int step = act_of(cf, i)->step;

		if ((goes_out(step) || step == STEP_RETURN) && is_last_of_unit(cf, i))
			vec_push(out, crew_of(cf, i));
	}
}

/* ---- the gauge ---- */

static int64_t
minutes_of(const struct duty_book *b, const struct stint *s)
{
	const struct post *p = duty_post(b, s->post);

	return p && p->minutes.set ? p->minutes.n : INT64_MAX;
}

static void
add_oncall(const struct duty_book *b, int64_t at, struct stints *out)
{
	struct stints all = {0};

	duty_at(b, at, &all);
	for (size_t i = 0; i < all.n; i++) {
		size_t k;

		if (duty_readiness(b, all.v[i].post, at) != READY_ONCALL)
			continue;
		vec_push(out, all.v[i]);
		for (k = out->n - 1;
		     k > 0 && minutes_of(b, &out->v[k - 1]) > minutes_of(b, &all.v[i]); k--)
			out->v[k] = out->v[k - 1];
		out->v[k] = all.v[i];
	}
	vec_clear(&all);
}

static bool
comes_first(const struct vehicle *x, const struct vehicle *y)
{
	int64_t m = x->order.set ? x->order.n : INT64_MAX;
	int64_t n = y->order.set ? y->order.n : INT64_MAX;

	return m < n;
}

/* Engines in order, each taking its crew from those left. */
static void
count_engines(const struct things *vehicles, struct gauge *out)
{
	VEC(const struct vehicle *) ready = {0};
	int64_t people = out->people_left, gone = out->vehicles_out;

	for (size_t i = 0; i < vehicles->n; i++) {
		const struct vehicle *v = vehicles->v[i]->body;
		size_t k;

		if (v->state == VEHICLE_OUT)
			gone--; /* counted among those out already */
		if (v->state > VEHICLE_READY)
			continue;
		vec_push(&ready, v);
		for (k = ready.n - 1; k > 0 && comes_first(v, ready.v[k - 1]); k--)
			ready.v[k] = ready.v[k - 1];
		ready.v[k] = v;
	}
	out->engines = gone <= 0 ? ready.n : (size_t)gone < ready.n ? ready.n - (size_t)gone : 0;
	for (size_t i = ready.n - out->engines; i < ready.n; i++) {
		int64_t crew = ready.v[i]->crew.set ? ready.v[i]->crew.n : CREW_LEAST;

		if (crew > people)
			continue;
		people -= crew;
		out->can_roll++;
	}
	vec_clear(&ready);
}

void
gauge_read(const struct duty_book *b, const struct things *vehicles, const struct crews *crews,
	   int64_t at, struct gauge *out)
{
	*out = (struct gauge){0};
	duty_strength(b, GROUP_WATCH, at, &out->watch);
	duty_strength(b, GROUP_FIRE, at, &out->fire);
	for (size_t i = 0; i < crews->n; i++) {
		out->people_out += crews->v[i].people;
		out->vehicles_out += crews->v[i].vehicles;
	}
	out->people_left = out->fire.onsite + out->fire.standby - out->people_out;
	if (out->people_left < 0)
		out->people_left = 0;
	count_engines(vehicles, out);
	add_oncall(b, at, &out->oncall);
}
