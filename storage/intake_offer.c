/* What there is to choose from while a call is taken down: teams, leaders, places, cards, lists. */
#include "storage/intake_offer.h"

#include <stdio.h>
#include <string.h>

#include "core/line.h"
#include "core/place.h"
#include "core/say.h"
#include "storage/crew.h"
#include "storage/owed.h"

enum { RECENT_ACTS = 200, RECENT_INCIDENTS = 200 };

/* 县应急局, 县应急管理局, 县应急管理局值班室: one office. */
static bool
same_office(struct arena *a, const char *x, const char *y)
{
	static const char *const filling[] = {"管理", "值班室"};
	char *names[] = {arena_text(a, x), arena_text(a, y)};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		for (size_t k = 0; k < ARRAY_LEN(filling); k++) {
			char *at = strstr(names[i], filling[k]);
			size_t n = strlen(filling[k]);

			if (at)
				memmove(at, at + n, strlen(at + n) + 1);
		}
	return case_same_recipient(names[0], names[1]);
}

/* ---- teams ---- */

struct teams {
	struct offer_team *v;
	size_t n;
};

static struct offer_team *
team_named(struct teams *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_equal(t->v[i].name, name))
			return &t->v[i];
	if (t->n == OFFER_TEAMS)
		return NULL;
	t->v[t->n] = (struct offer_team){.name = name, .vehicles = -1, .people = -1};
	return &t->v[t->n++];
}

static bool
is_out(const struct crews *crews, const char *unit)
{
	for (size_t i = 0; i < crews->n; i++)
		if (case_same_recipient(crews->v[i].unit, unit))
			return true;
	return false;
}

/* Those in quarters or in the room, by unit; who is out already is not offered as here. */
static void
add_on_duty(struct teams *t, const struct duty_book *duty, const struct crews *crews,
	    const struct gauge *gauge, int64_t now)
{
	struct stints stints = {0};
	int64_t vehicles = gauge->can_roll > 0 ? (int64_t)gauge->can_roll : -1;

	duty_at(duty, now, &stints);
	for (size_t i = 0; i < stints.n; i++) {
		const struct post *post = duty_post(duty, stints.v[i].post);
		const struct person *p = duty_person(duty, stints.v[i].person);
		struct offer_team *team;

		if (!post || !p || !p->unit || post->group != GROUP_FIRE ||
		    duty_readiness(duty, stints.v[i].post, now) == READY_ONCALL)
			continue;
		team = team_named(t, p->unit);
		if (!team || is_out(crews, p->unit))
			continue;
		team->on_duty = true;
		team->people = team->people < 0 ? 1 : team->people + 1;
		if (t->n == 1)
			team->vehicles = vehicles;
	}
	vec_clear(&stints);
}

static enum rc
add_sent_before(struct book *b, struct arena *a, struct teams *t, struct err *e)
{
	struct book_filter newest = {.limit = RECENT_ACTS};
	struct things acts = {0};
	enum rc rc = book_list(b, a, &kind_act, &newest, &acts, e);

	for (size_t i = acts.n; rc == RC_OK && i-- > 0;) {
		const struct act *act = acts.v[i]->body;
		struct offer_team *team;

		if (!act->unit || (act->step != STEP_DISPATCH && act->step != STEP_TURNOUT))
			continue;
		team = team_named(t, act->unit);
		if (!team || team->on_duty)
			continue;
		if (team->vehicles < 0 && act->vehicles.set)
			team->vehicles = act->vehicles.n;
		if (team->people < 0 && act->people.set)
			team->people = act->people.n;
	}
	vec_clear(&acts);
	return rc;
}

static enum rc
add_from_contacts(struct book *b, struct arena *a, struct teams *t, struct err *e)
{
	struct book_filter all = {0};
	struct things contacts = {0};
	enum rc rc = book_list(b, a, &kind_contact, &all, &contacts, e);

	for (size_t i = 0; rc == RC_OK && i < contacts.n; i++) {
		const struct contact *c = contacts.v[i]->body;

		if (strstr(c->name, "队") || (c->category && strstr(c->category, "队")))
			team_named(t, c->name);
	}
	vec_clear(&contacts);
	return rc;
}

enum rc
offer_teams(struct book *b, struct arena *a, struct offer_team **out, size_t *n, struct err *e)
{
	struct teams t = {.v = arena_alloc(a, OFFER_TEAMS * sizeof(*t.v))};
	struct crews crews = {0};
	struct gauge gauge = {0};
	struct roster roster = {0};
	enum rc rc;

	if (crew_gauge(b, a, NULL, book_now(b), &roster, &crews, &gauge, e) != RC_OK)
		return e->code;
	add_on_duty(&t, &roster.duty, &crews, &gauge, book_now(b));
	rc = add_sent_before(b, a, &t, e);
	if (rc == RC_OK)
		rc = add_from_contacts(b, a, &t, e);
	for (size_t i = 0; i < t.n; i++)
		t.v[i].out = is_out(&crews, t.v[i].name);
	vec_clear(&crews);
	gauge_clear(&gauge);
	roster_clear(&roster);
	*out = t.v;
	*n = t.n;
	return rc;
}

/* ---- leaders ---- */

enum { LEADERS = 9 };

struct leaders {
	struct arena *arena;
	struct offer_leader *v;
	size_t n;
};

static void
add_leader(struct leaders *l, const char *name, const char *what, const char *phone)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_equal(l->v[i].name, name))
			return;
	if (l->n < LEADERS)
		l->v[l->n++] =
		    (struct offer_leader){arena_text(l->arena, name), arena_text(l->arena, what),
					  arena_text(l->arena, phone)};
}

static const char *
phone_of(const struct person *p)
{
	return p->mobile ? p->mobile : p->phone ? p->phone : p->satellite;
}

/* The post is 带班领导 whatever else is in its name; without one on duty, a leader who is. */
static bool
leads(const struct post *post, const struct person *p, bool by_post)
{
	return by_post ? strstr(post->name, "带班") != NULL : p->role == ROLE_LEADER;
}

static void
add_leaders_on_duty(struct leaders *l, const struct duty_book *duty, int64_t now)
{
	struct stints stints = {0};

	duty_at(duty, now, &stints);
	for (int by_post = 1; by_post >= 0 && l->n == 0; by_post--)
		for (size_t i = 0; i < stints.n; i++) {
			const struct post *post = duty_post(duty, stints.v[i].post);
			const struct person *p = duty_person(duty, stints.v[i].person);
			const struct person *second;

			if (!post || !p || !leads(post, p, by_post))
				continue;
			add_leader(l, p->name, post->name, phone_of(p));
			second = p->deputy ? duty_person(duty, p->deputy) : NULL;
			if (second)
				add_leader(l, second->name, "B角", phone_of(second));
		}
	vec_clear(&stints);
}

static const char *
contact_phone(struct arena *a, const struct things *contacts, const char *name)
{
	for (size_t i = 0; i < contacts->n; i++) {
		const struct contact *c = contacts->v[i]->body;
		const char *phone = c->phone ? c->phone : c->mobile ? c->mobile : c->satellite;

		if (phone && same_office(a, name, c->name))
			return phone;
	}
	return NULL;
}

static enum rc
add_escalation(struct book *b, struct arena *a, struct leaders *l, struct err *e)
{
	struct book_filter all = {0};
	struct things contacts = {0};
	struct rule_sets sets = {0};
	const struct rule_set *set;
	enum rc rc = owed_rule_sets(b, a, book_name(b), &sets, e);

	if (rc == RC_OK)
		rc = book_list(b, a, &kind_contact, &all, &contacts, e);
	set = rc == RC_OK ? rule_sets_at(&sets, book_now(b)) : NULL;
	for (const char **w = set ? set->escalation : NULL; w && *w; w++)
		add_leader(l, *w, "", contact_phone(a, &contacts, *w));
	vec_clear(&contacts);
	return rc;
}

enum rc
offer_leaders(struct book *b, struct arena *a, struct offer_leader **out, size_t *n, struct err *e)
{
	struct leaders l = {.arena = a, .v = arena_alloc(a, LEADERS * sizeof(*l.v))};
	int64_t now = book_now(b);
	struct roster roster;

	if (roster_load(b, a, NULL, now, now + 60, &roster, e) != RC_OK)
		return e->code;
	add_leaders_on_duty(&l, &roster.duty, now);
	roster_clear(&roster);
	if (add_escalation(b, a, &l, e) != RC_OK)
		return e->code;
	*out = l.v;
	*n = l.n;
	return RC_OK;
}

/* ---- places ---- */

static void
add_place(const char **v, size_t *n, const char *name)
{
	for (size_t i = 0; i < *n; i++)
		if (str_equal(v[i], name))
			return;
	if (*n < OFFER_PLACES && name && *name)
		v[(*n)++] = name;
}

enum rc
offer_places(struct book *b, struct arena *a, const char ***out, size_t *n, const char **last,
	     struct err *e)
{
	struct book_filter all = {0}, newest = {.limit = RECENT_INCIDENTS};
	struct things places = {0}, incidents = {0};
	const char **v = arena_alloc(a, OFFER_PLACES * sizeof(*v));
	enum rc rc = book_list(b, a, &kind_place, &all, &places, e);

	*n = 0;
	*last = NULL;
	if (rc == RC_OK)
		rc = book_list(b, a, &kind_incident, &newest, &incidents, e);
	for (size_t i = incidents.n; rc == RC_OK && i-- > 0;) {
		const struct incident *in = incidents.v[i]->body;

		*last = *last ? *last : in->place;
		if (incidents.n - i <= OFFER_PLACES / 2)
			add_place(v, n, in->place);
	}
	for (size_t i = 0; rc == RC_OK && i < places.n; i++)
		add_place(v, n, ((struct place *)places.v[i]->body)->name);
	vec_clear(&places);
	vec_clear(&incidents);
	*out = v;
	return rc;
}

/* ---- cards and lists ---- */

enum rc
offer_card(struct book *b, struct arena *a, const struct catalogue_kind *kind, struct card *out,
	   struct err *e)
{
	char *file = arena_text_f(a, "cards/%s.conf", kind ? kind->card : "other"), *text;
	size_t n;

	if (book_data(b, a, file, &text, &n, e) != RC_OK)
		return e->code;
	return card_parse(a, file, text, n, out, e);
}

static bool
phoned(struct arena *a, const struct phone_report *p, const char *whom)
{
	for (char **w = p->to; w && *w; w++)
		if (same_office(a, whom, *w))
			return true;
	return false;
}

static bool
told_by(struct arena *a, const struct record *r, const char *whom, const char **answered)
{
	if (r->kind == &kind_phone) {
		*answered = ((const struct phone_report *)r->body)->answered;
		return phoned(a, r->body, whom);
	}
	if (r->kind == &kind_call) {
		const struct call *c = r->body;

		*answered = c->text;
		return c->way == CALL_OUT && c->read_back && str_equal(c->party, whom);
	}
	if (r->kind == &kind_act) {
		const struct act *act = r->body;

		*answered = act->leader;
		return act->step == STEP_TOLD && strstr(whom, "带班") != NULL;
	}
	return false;
}

static struct offer_call
call_of(struct arena *a, const struct call_entry *entry, const struct things *contacts,
	const struct records *file, const char *place)
{
	struct offer_call call = {.entry = *entry};

	call.phone = *entry->phone ? entry->phone : contact_phone(a, contacts, entry->whom);
	/* 所在村（社区）: the village whose name is in the place. */
	for (size_t i = 0; !call.phone && strstr(entry->whom, "所在村") && i < contacts->n; i++) {
		const struct contact *c = contacts->v[i]->body;

		if (strstr(c->name, "村") && strstr(place, c->name))
			call.phone = c->phone;
	}
	for (size_t i = 0; i < file->n && !call.told; i++)
		if (file->v[i]->body && told_by(a, file->v[i], entry->whom, &call.answered))
			call.told = file->v[i];
	return call;
}

static enum rc
read_list(struct book *b, struct arena *a, const struct incident *in, struct call_list *out,
	  struct err *e)
{
	struct catalogue catalogue;
	const struct catalogue_kind *kind;
	char *text, *file;
	size_t n;

	if (owed_catalogue(b, a, &catalogue, e) != RC_OK)
		return e->code;
	kind = catalogue_find(&catalogue, in->kind);
	file = arena_text_f(a, "calls/%s.conf", kind ? kind->calls : "other");
	if (book_data(b, a, file, &text, &n, e) != RC_OK)
		return e->code;
	return calls_parse(a, file, text, n, out, e);
}

/* 带班领导 is whoever stands that post now. */
static enum rc
name_leader(struct book *b, struct arena *a, struct offer_call *calls, size_t n, struct err *e)
{
	struct offer_leader *leaders;
	size_t nleaders;

	if (offer_leaders(b, a, &leaders, &nleaders, e) != RC_OK)
		return e->code;
	for (size_t i = 0; nleaders > 0 && *leaders[0].what && i < n; i++) {
		if (!strstr(calls[i].entry.whom, "带班"))
			continue;
		calls[i].person = leaders[0].name;
		calls[i].phone = calls[i].phone ? calls[i].phone : leaders[0].phone;
	}
	return RC_OK;
}

enum rc
offer_calls(struct book *b, struct arena *a, const char *incident, struct offer_call **out,
	    size_t *n, struct err *e)
{
	struct book_filter all = {0};
	struct things contacts = {0};
	struct records file = {0};
	struct call_list list = {0};
	const struct incident *in;
	struct thing *t;
	enum rc rc = book_thing_kind(b, a, incident, &kind_incident, &t, e);

	if (rc != RC_OK)
		return rc;
	in = t->body;
	rc = read_list(b, a, in, &list, e);
	if (rc == RC_OK)
		rc = book_list(b, a, &kind_contact, &all, &contacts, e);
	if (rc == RC_OK)
		rc = book_of(b, a, t->id, &file, e);
	*n = 0;
	*out = arena_alloc(a, (list.n + 1) * sizeof(**out));
	for (size_t i = 0; rc == RC_OK && i < list.n; i++)
		if (!list.v[i].flags || list.v[i].flags & in->flags)
			(*out)[(*n)++] = call_of(a, &list.v[i], &contacts, &file, in->place);
	vec_clear(&contacts);
	vec_clear(&file);
	return rc == RC_OK ? name_leader(b, a, *out, *n, e) : rc;
}

char **
offer_recipients(struct book *b, struct arena *a, const struct obligations *owed)
{
	const struct station *s = book_station(b);
	struct station_names names;
	char **to = arena_alloc(a, (owed->n + 2) * sizeof(*to));
	size_t n = 0;

	for (size_t i = 0; i < owed->n; i++)
		if (owed->v[i].step == OWED_FIRST_PHONE && owed->v[i].to)
			to[n++] = arena_text(a, owed->v[i].to);
	if (n == 0) {
		say_station(a, s, &names);
		to[n] = arena_text(a, s->superior ? s->superior : names.main);
	}
	return to;
}
