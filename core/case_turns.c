/* How the state of an incident went on: what was known when, and what tightened the limits. */
#include "core/case_turns.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

struct event {
	int64_t at;
	const struct record *by;
};

/* What grows while the events are gone through. */
struct going {
	struct casefile *cf;
	struct arena *arena;
	struct figures figures; /* casualties after the window left out */
	int64_t most[MEASURES];
	unsigned flags, flags_seen;
	int override;
	int grade_by_figures; /* the gravest of confirmed and possible so far */
	int grade_seen;       /* the gravest so far, overrides too */
	bool danger_by_figures;
	bool danger_seen;
};

static int
by_event(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return record_compare(x->by, y->by);
}

static bool
is_edit(const struct casefile *cf, const struct record *r)
{
	return r->kind == &kind_incident && r->rev && r->body && str_equal(r->of, cf->id);
}

static size_t
gather(const struct records *file, const struct casefile *cf, struct event *out)
{
	size_t n = 0;

	out[n++] = (struct event){.at = INT64_MIN, .by = cf->thing->first};
	for (size_t i = 0; i < cf->facts.n; i++)
		out[n++] = (struct event){.at = fact_learned(cf->facts.v[i]), .by = cf->facts.v[i]};
	for (size_t i = 0; i < file->n; i++)
		if (is_edit(cf, file->v[i]))
			out[n++] = (struct event){.at = record_when(file->v[i]), .by = file->v[i]};
	qsort(out, n, sizeof(*out), by_event);
	return n;
}

static bool
gives(const struct record *r, const char *field)
{
	return r->has >> kind_field_index(r->kind, field) & 1;
}

static void
take_edit(struct going *g, const struct record *r)
{
	const struct incident *in = r->body;

	if (gives(r, "flags"))
		g->flags = in->flags;
	if (gives(r, "grade"))
		g->override = in->grade;
}

static void
take_fact(struct going *g, const struct record *r)
{
	figures_add_within(&g->figures, r, g->cf->until);
	for (enum measure m = 0; m < MEASURES; m++)
		if (g->figures.of[m].value > g->most[m])
			g->most[m] = g->figures.of[m].value;
}

/* Whether a fact or edit tightens: by the flags, by 涉险, by the grade (contract, Upgrades). */
static bool
tightens(struct going *g)
{
	const struct casefile *cf = g->cf;
	struct grading grading;
	bool tighter = (g->flags & ~g->flags_seen) != 0;
	int grade;

	grade_figures(cf->family, cf->incident->kind, &g->figures, &grading);
	g->grade_by_figures = grade_graver_of(g->grade_by_figures,
					      grade_graver_of(grading.confirmed, grading.possible));
	g->danger_by_figures |= grade_danger(cf->family, 0, &g->figures);
	if (!g->danger_seen && grade_danger(cf->family, g->flags, &g->figures))
		tighter = g->danger_seen = true;
	grade = grade_graver_of(g->grade_by_figures, g->override);
	if (grade_graver(grade, GRADE_IV) && grade_graver(grade, g->grade_seen))
		tighter = true;
	g->grade_seen = grade_graver_of(g->grade_seen, grade);
	g->flags_seen |= g->flags;
	return tighter;
}

static struct rule_case
case_now(struct going *g, int64_t at)
{
	int64_t *most = arena_alloc(g->arena, sizeof(g->most));

	memcpy(most, g->most, sizeof(g->most));
	return (struct rule_case){
	    .family = g->cf->family,
	    .kind = g->cf->incident->kind,
	    .grade = grade_graver_of(g->grade_by_figures, g->override),
	    .flags = g->flags,
	    .danger = g->danger_by_figures || grade_danger(g->cf->family, g->flags, &g->figures),
	    .day = day_of(at),
	    .most = most,
	};
}

/* Whether a threshold of the office's own rules is newly reached. */
static bool
passes_threshold(const struct casefile *cf, const struct case_turn *before,
		 const struct case_turn *after)
{
	const struct rule_set *s = rule_sets_at(cf->sets, after->at);

	return s && (rules_thresholds(s, &after->rule) & ~rules_thresholds(s, &before->rule));
}

static void
take(struct going *g, const struct event *event)
{
	struct casefile *cf = g->cf;
	bool start = event->at <= cf->learned, tighter;
	int64_t at = start ? cf->learned : event->at;
	struct case_turn turn;

	if (event->by->kind == &kind_fact)
		take_fact(g, event->by);
	else
		take_edit(g, event->by);
	tighter = tightens(g);
	turn = (struct case_turn){.at = at, .by = event->by, .rule = case_now(g, at)};
	if (start) {
		cf->turns[0] = turn;
		cf->turns[0].by = cf->thing->first;
		cf->nturns = 1;
		return;
	}
	turn.upgrade = at <= cf->ended && at <= cf->transferred &&
		       (tighter || passes_threshold(cf, &cf->turns[cf->nturns - 1], &turn));
	cf->turns[cf->nturns++] = turn;
}

void
case_turns(struct arena *a, const struct records *file, struct casefile *cf)
{
	struct going g = {.cf = cf, .arena = a};
	struct event *events = arena_alloc(a, (file->n + 2) * sizeof(*events));

	cf->turns = arena_alloc(a, (file->n + 2) * sizeof(*cf->turns));
	if (!cf->thing) {
		cf->turns[0] = (struct case_turn){
		    .at = cf->learned,
		    .rule = {.family = cf->family, .day = day_of(cf->learned)},
		};
		cf->nturns = 1;
		return;
	}
	size_t n = gather(file, cf, events);

	for (size_t i = 0; i < n; i++)
		take(&g, &events[i]);
}

const struct case_turn *
case_turn_at(const struct casefile *cf, int64_t moment)
{
	const struct case_turn *found = &cf->turns[0];

	for (size_t i = 1; i < cf->nturns && cf->turns[i].at <= moment; i++)
		found = &cf->turns[i];
	return found;
}
