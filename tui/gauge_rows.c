/* What is left on duty, as rows: units out, engines, whom to call, people. */
#include "core/text.h"
#include "tui/gauge_inside.h"

static const char *
keep(struct gauge_view *gv, struct str *text)
{
	const char *kept = arena_text_n(&gv->arena, text->ptr, text->len);

	str_clear(text);
	return kept;
}

static void
add(struct gauge_view *gv, struct str *text, struct row row)
{
	row.text = keep(gv, text);
	vec_push(&gv->rows.list, row);
}

static void
note(struct gauge_view *gv, const char *text)
{
	vec_push(&gv->rows.list, ((struct row){.text = text, .style = STYLE_DIM}));
}

static void
add_crew(struct gauge_view *gv, size_t i)
{
	const struct crew *c = &gv->crews.v[i];
	int64_t minutes = gv->minute - c->since / 60;
	struct civil since = civil_of(c->since);
	struct str s = STR_INIT;

	text_put(&s, *c->unit ? c->unit : _("a unit not named"), 16);
	str_add_f(&s, " %s  ", c->back ? _("▲ back, not ready yet") : _("out"));
	if (c->people)
		str_add_f(&s, _("people %lld "), (long long)c->people);
	if (c->vehicles)
		str_add_f(&s, _("engines %lld "), (long long)c->vehicles);
	str_add_f(&s, _("%s  since %02d:%02d (%lld min)"), c->incident, since.hour, since.minute,
		  (long long)(minutes > 0 ? minutes : 0));
	if (c->foreign)
		str_add(&s, _(", not ours"));
	add(gv, &s,
	    (struct row){.style = c->foreign ? STYLE_DIM : STYLE_WARNING,
			 .what = ROW_CREW,
			 .index = i,
			 .id = arena_text_f(&gv->arena, "%s %s", c->incident, c->unit)});
}

static void
add_engine(struct gauge_view *gv, size_t i)
{
	const struct force_engine *en = &gv->gauge.vehicles.v[i];
	const struct vehicle *v = en->vehicle->body;
	enum style_role style = STYLE_NORMAL;
	struct str s = STR_INIT;

	text_put(&s, v->name, 12);
	str_add_f(&s, _(" crew %lld  "), (long long)en->needs);
	if (en->state != VEHICLE_READY) {
		str_add_f(&s, "▲ %s", _(choice_label(vehicle_states, en->state)));
		if (en->with && *en->with->unit)
			str_add_f(&s, " %s", en->with->unit);
		if (en->assumed)
			str_add(&s, _(" (assumed: which went was not said)"));
		style = STYLE_WARNING;
	} else if (en->lacks) {
		str_add_f(&s, _("■ lacks %lld people"), (long long)en->lacks);
		style = STYLE_OVERDUE;
	} else {
		str_add_f(&s, _("√ can roll; then %lld people, %zu engines are left"),
			  (long long)en->left, en->left_rolls);
		style = STYLE_GOOD;
	}
	add(gv, &s,
	    (struct row){.style = style, .what = ROW_ENGINE, .index = i, .id = en->vehicle->id});
}

static void
add_backup(struct gauge_view *gv, size_t i)
{
	const struct backup *b = &gv->next.v[i];
	struct str s = STR_INIT;
	char until[MOMENT_TEXT];

	str_add_f(&s, "%zu ", i + 1);
	text_put(&s, _(choice_label(backup_tiers, (int)b->tier + 1)), 12);
	str_add(&s, " ");
	text_put(&s, b->name, 16);
	str_add(&s, " ");
	text_put(&s, b->phone ? b->phone : _("no number"), 14);
	if (b->called)
		str_add_f(&s, " √ %02d:%02d %s", civil_of(b->called).hour,
			  civil_of(b->called).minute, b->said);
	else if (b->contact)
		str_add_f(&s, " %s", b->contact);
	if (b->minutes >= 0 && !b->called)
		str_add_f(&s, _(" there in %lld min"), (long long)b->minutes);
	moment_screen(moment_at(b->covers), until);
	if (b->covers)
		str_add_f(&s, _(" covers until %s"), until);
	add(gv, &s,
	    (struct row){.style = b->called ? STYLE_GOOD : STYLE_NORMAL,
			 .what = ROW_BACKUP,
			 .index = i,
			 .id = b->id});
}

static void
add_person(struct gauge_view *gv, size_t i)
{
	const struct force_person *p = &gv->gauge.people.v[i];
	const struct duty_book *d = &gv->roster.duty;
	enum style_role style = STYLE_NORMAL;
	struct str s = STR_INIT;

	text_put(&s, duty_post_name(d, p->post), 12);
	str_add(&s, " ");
	text_put(&s, duty_person_name(d, p->person), 10);
	str_add(&s, " ");
	if (p->with) {
		str_add_f(&s, "▲ %s %s", p->with->back ? _("not ready yet") : _("out"),
			  p->with->unit);
		style = STYLE_WARNING;
	} else {
		str_add(&s, _(choice_label(readinesses, p->readiness)));
	}
	if (p->minutes >= 0)
		str_add_f(&s, _(" there in %lld min"), (long long)p->minutes);
	add(gv, &s,
	    (struct row){.style = style,
			 .what = ROW_PERSON,
			 .index = i,
			 .id = arena_text_f(&gv->arena, "%s %s", p->person, p->post)});
}

void
gauge_fill_rows(struct gauge_view *gv)
{
	const struct gauge *g = &gv->gauge;

	rows_begin(&gv->rows);
	if (gv->crews.n > 0)
		rows_heading(&gv->rows, _("Units that are out"));
	for (size_t i = 0; i < gv->crews.n; i++)
		add_crew(gv, i);
	rows_heading(&gv->rows, _("Engines, and what is left if one more rolls now"));
	for (size_t i = 0; i < g->vehicles.n; i++)
		add_engine(gv, i);
	if (g->vehicles.n == 0)
		note(gv, _("no engine is entered: zhiban roster setup, or the set-up screen"));
	rows_heading(&gv->rows, _("Call next: on call, neighbours, brigade"));
	for (size_t i = 0; i < gv->next.n; i++)
		add_backup(gv, i);
	if (gv->next.n == 0)
		note(gv, _("nobody on call, no neighbour and no brigade in the contact book"));
	gv->split = gv->rows.list.n;
	rows_heading(&gv->rows, _("People by the roster"));
	for (size_t i = 0; i < g->people.n; i++)
		add_person(gv, i);
	if (g->people.n == 0)
		note(gv, _("nobody by the roster"));
	if (g->unnamed_out > 0)
		note(gv,
		     arena_text_f(&gv->arena, _("%lld more are out whose names were not said: F4"),
				  (long long)g->unnamed_out));
	rows_end(&gv->rows);
}
