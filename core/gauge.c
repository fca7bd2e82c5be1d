/* What is left on duty with the crews out, and whom to call next. */
#include "core/gauge.h"

#include <string.h>

#include "core/vec.h"

enum { CREW_LEAST = 3 };

const struct choice backup_tiers[] = {
    {"oncall", N_("On call")},
    {"neighbour", N_("Neighbour covers")},
    {"brigade", N_("Brigade")},
    {0},
};

/* ---- people ---- */

static int64_t
minutes_of(const struct duty_book *b, const char *post)
{
	const struct post *p = duty_post(b, post);

	return p && p->minutes.set ? p->minutes.n : -1;
}

static bool
is_group(const struct duty_book *b, const char *post, int group)
{
	const struct post *p = duty_post(b, post);

	return (p && p->group ? p->group : GROUP_WATCH) == group;
}

/* Named in a crew by name or id. */
static const struct crew *
crew_of(const struct duty_book *b, const struct crews *crews, const char *person)
{
	const char *name = duty_person_name(b, person);

	for (size_t i = 0; i < crews->n; i++)
		for (char **w = crews->v[i].members; w && *w; w++)
			if (str_equal(*w, name) || str_equal(*w, person))
				return &crews->v[i];
	return NULL;
}

/* In the fire group, not on call, and not needed in the duty room at the same time. */
static bool
may_be_crew(const struct duty_book *b, const struct stints *all, const struct stint *s, int64_t at)
{
	if (!is_group(b, s->post, GROUP_FIRE) || duty_readiness(b, s->post, at) == READY_ONCALL)
		return false;
	for (size_t i = 0; i < all->n; i++)
		if (str_equal(all->v[i].person, s->person) &&
		    is_group(b, all->v[i].post, GROUP_WATCH) &&
		    duty_readiness(b, all->v[i].post, at) == READY_ONSITE)
			return false;
	return true;
}

static bool
counted_already(const struct gauge *g, const char *person)
{
	for (size_t i = 0; i < g->people.n; i++)
		if (g->people.v[i].counts && str_equal(g->people.v[i].person, person))
			return true;
	return false;
}

static void
read_people(const struct duty_book *b, const struct stints *all, const struct crews *crews,
	    int64_t at, struct gauge *out)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct stint *s = &all->v[i];
		struct force_person p = {.person = s->person,
					 .post = s->post,
					 .readiness = duty_readiness(b, s->post, at),
					 .minutes = -1,
					 .with = crew_of(b, crews, s->person)};

		p.counts = may_be_crew(b, all, s, at) && !counted_already(out, s->person);
		if (p.readiness == READY_ONCALL)
			p.minutes = minutes_of(b, s->post);
		vec_push(&out->people, p);
	}
}

static void
count_people(const struct crews *crews, struct gauge *out)
{
	int64_t named = 0, in = 0;

	for (size_t i = 0; i < crews->n; i++) {
		if (crews->v[i].foreign)
			continue;
		out->people_out += crews->v[i].people;
		out->vehicles_out += crews->v[i].vehicles;
		for (char **w = crews->v[i].members; w && *w; w++)
			named++;
	}
	for (size_t i = 0; i < out->people.n; i++)
		in += out->people.v[i].counts && !out->people.v[i].with;
	out->unnamed_out = out->people_out > named ? out->people_out - named : 0;
	out->people_left = in > out->unnamed_out ? in - out->unnamed_out : 0;
}

static int64_t
sooner(int64_t minutes)
{
	return minutes < 0 ? INT64_MAX : minutes;
}

/* The leader on duty is told of everything, but is no crew. */
static bool
leads(const struct duty_book *b, const char *post)
{
	return strstr(duty_post_name(b, post), "带班") != NULL;
}

static void
add_oncall(const struct duty_book *b, const struct stints *all, int64_t at, struct stints *out)
{
	for (size_t i = 0; i < all->n; i++) {
		size_t k;

		if (duty_readiness(b, all->v[i].post, at) != READY_ONCALL ||
		    leads(b, all->v[i].post))
			continue;
		vec_push(out, all->v[i]);
		for (k = out->n - 1; k > 0 && sooner(minutes_of(b, out->v[k - 1].post)) >
						  sooner(minutes_of(b, all->v[i].post));
		     k--)
			out->v[k] = out->v[k - 1];
		out->v[k] = all->v[i];
	}
}

/* ---- engines ---- */

static bool
comes_first(const struct vehicle *x, const struct vehicle *y)
{
	int64_t m = x->order.set ? x->order.n : INT64_MAX;
	int64_t n = y->order.set ? y->order.n : INT64_MAX;

	return m < n;
}

static const struct crew *
crew_with(const struct crews *crews, const char *engine)
{
	for (size_t i = 0; i < crews->n; i++)
		for (char **w = crews->v[i].engines; w && *w; w++)
			if (str_equal(*w, engine))
				return &crews->v[i];
	return NULL;
}

static void
take_out(struct force_engine *en, const struct crew *c)
{
	en->with = c;
	en->state = c->back ? VEHICLE_RECOVERING : VEHICLE_OUT;
}

static void
read_engines(const struct things *vehicles, const struct crews *crews, struct gauge *out)
{
	for (size_t i = 0; i < vehicles->n; i++) {
		const struct vehicle *v = vehicles->v[i]->body;
		const struct crew *c = crew_with(crews, v->name);
		struct force_engine en = {.vehicle = vehicles->v[i],
					  .state = v->state ? v->state : VEHICLE_READY,
					  .needs = v->crew.set ? v->crew.n : CREW_LEAST};
		size_t k = out->vehicles.n;

		if (c)
			take_out(&en, c);
		vec_push(&out->vehicles, en);
		for (; k > 0 && comes_first(v, out->vehicles.v[k - 1].vehicle->body); k--)
			out->vehicles.v[k] = out->vehicles.v[k - 1];
		out->vehicles.v[k] = en;
	}
}

/* Those that are out by number only: engines that say so themselves, then the first ready ones. */
static void
assume_out(const struct crews *crews, struct gauge *out)
{
	size_t said = 0;

	for (size_t i = 0; i < out->vehicles.n; i++)
		said += out->vehicles.v[i].state == VEHICLE_OUT && !out->vehicles.v[i].with;
	for (size_t i = 0; i < crews->n; i++) {
		int64_t more = crews->v[i].foreign ? 0 : crews->v[i].vehicles;

		for (char **w = crews->v[i].engines; w && *w; w++)
			more--;
		for (; more > 0 && said > 0; more--)
			said--;
		for (size_t k = 0; k < out->vehicles.n && more > 0; k++) {
			struct force_engine *en = &out->vehicles.v[k];

			if (en->state != VEHICLE_READY)
				continue;
			take_out(en, &crews->v[i]);
			en->assumed = true;
			more--;
		}
	}
}

/* How many engines but `gone` can roll with so many people, in order. */
static size_t
rolls(const struct gauge *g, int64_t people, const struct force_engine *gone)
{
	size_t n = 0;

	for (size_t i = 0; i < g->vehicles.n; i++) {
		const struct force_engine *en = &g->vehicles.v[i];

		if (en->state != VEHICLE_READY || en == gone || en->needs > people)
			continue;
		people -= en->needs;
		n++;
	}
	return n;
}

static void
count_engines(struct gauge *out)
{
	int64_t people = out->people_left;

	for (size_t i = 0; i < out->vehicles.n; i++) {
		struct force_engine *en = &out->vehicles.v[i];

		if (en->state != VEHICLE_READY)
			continue;
		out->engines++;
		en->lacks = en->needs > people ? en->needs - people : 0;
		en->left = out->people_left - en->needs;
		if (en->left >= 0)
			en->left_rolls = rolls(out, en->left, en);
		else
			en->left = out->people_left;
		if (en->lacks)
			continue;
		people -= en->needs;
		out->can_roll++;
	}
}

void
gauge_read(const struct duty_book *b, const struct things *vehicles, const struct crews *crews,
	   int64_t at, struct gauge *out)
{
	struct stints all = {0};

	*out = (struct gauge){0};
	duty_strength(b, GROUP_WATCH, at, &out->watch);
	duty_strength(b, GROUP_FIRE, at, &out->fire);
	duty_at(b, at, &all);
	read_people(b, &all, crews, at, out);
	count_people(crews, out);
	add_oncall(b, &all, at, &out->oncall);
	read_engines(vehicles, crews, out);
	assume_out(crews, out);
	count_engines(out);
	vec_clear(&all);
}

void
gauge_clear(struct gauge *g)
{
	vec_clear(&g->oncall);
	vec_clear(&g->people);
	vec_clear(&g->vehicles);
}

/* ---- whom to call next ---- */

static void
add_people(const struct duty_book *b, const struct gauge *g, struct backups *out)
{
	for (size_t i = 0; i < g->oncall.n; i++) {
		const struct stint *s = &g->oncall.v[i];
		const struct person *p = duty_person(b, s->person);

		vec_push(out, ((struct backup){.tier = BACKUP_ONCALL,
					       .name = duty_person_name(b, s->person),
					       .id = s->person,
					       .phone = p ? p->phone ? p->phone : p->mobile : NULL,
					       .minutes = minutes_of(b, s->post)}));
	}
}

static bool
says(const char *text, const char *const *words)
{
	for (; text && *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

static bool
is_of_tier(const struct contact *c, const struct duty_limits *l, enum backup_tier tier)
{
	bool brigade = says(c->category, l->brigade) || says(c->name, l->brigade);

	if (tier == BACKUP_BRIGADE)
		return brigade;
	return !brigade && (says(c->category, l->neighbours) || says(c->name, l->neighbours));
}

/* Until when a unit stands in at a moment, 0: it does not. */
static int64_t
covers_until(const struct duty_book *b, const char *unit, int64_t at)
{
	for (size_t i = 0; i < b->covers.n; i++) {
		const struct cover *c = b->covers.v[i]->body;

		if (!c->cancelled && c->start.secs <= at && at < c->end.secs &&
		    case_same_recipient(unit, c->unit))
			return c->end.secs;
	}
	return 0;
}

void
gauge_backups(const struct duty_book *b, const struct gauge *g, const struct duty_limits *l,
	      const struct things *contacts, int64_t at, struct backups *out)
{
	add_people(b, g, out);
	for (int tier = BACKUP_NEIGHBOUR; tier <= BACKUP_BRIGADE; tier++)
		for (size_t i = 0; i < contacts->n; i++) {
			const struct contact *c = contacts->v[i]->body;

			if (!is_of_tier(c, l, (enum backup_tier)tier))
				continue;
			vec_push(out, ((struct backup){.tier = (enum backup_tier)tier,
						       .name = c->name,
						       .id = contacts->v[i]->id,
						       .contact = c->person,
						       .phone = c->phone ? c->phone : c->mobile,
						       .minutes = -1,
						       .covers = covers_until(b, c->name, at)}));
		}
}
