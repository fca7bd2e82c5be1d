/* What is left on duty with the crews out, and whom to call next. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/vec.h"
#include "storage/crew.h"

/* What one print works on. */
struct force {
	struct roster roster;
	struct crews crews;
	struct gauge gauge;
	struct backups next;
};

static void
json_strength(struct str *json, const char *key, const struct duty_strength *s)
{
	json_out_open(json, key);
	json_out_int(json, "need", s->need);
	json_out_int(json, "have", s->have);
	json_out_int(json, "onsite", s->onsite);
	json_out_int(json, "standby", s->standby);
	json_out_int(json, "oncall", s->oncall);
	json_out_close(json);
}

static void
json_crew(struct str *json, const struct crew *c)
{
	json_out_open(json, NULL);
	json_out_text(json, "unit", c->unit);
	json_out_text(json, "incident", c->incident);
	json_out_int(json, "people", c->people);
	json_out_int(json, "vehicles", c->vehicles);
	json_out_secs(json, "since", c->since);
	json_out_yes(json, "back", c->back);
	json_out_yes(json, "foreign", c->foreign);
	json_out_close(json);
}

static void
json_person(struct str *json, const struct duty_book *b, const struct force_person *p)
{
	json_out_open(json, NULL);
	json_out_text(json, "name", duty_person_name(b, p->person));
	json_out_text(json, "post", duty_post_name(b, p->post));
	json_out_text(json, "readiness", choice_word(readinesses, p->readiness));
	if (p->minutes >= 0)
		json_out_int(json, "minutes", p->minutes);
	json_out_yes(json, "out", p->with != NULL);
	json_out_yes(json, "counts", p->counts);
	json_out_close(json);
}

static void
json_engine(struct str *json, const struct force_engine *en)
{
	json_out_open(json, NULL);
	json_out_text(json, "name", ((const struct vehicle *)en->vehicle->body)->name);
	json_out_text(json, "state", choice_word(vehicle_states, en->state));
	json_out_yes(json, "assumed", en->assumed);
	json_out_int(json, "needs", en->needs);
	json_out_int(json, "lacks", en->lacks);
	json_out_int(json, "left", en->left);
	json_out_int(json, "left_rolls", (int64_t)en->left_rolls);
	json_out_close(json);
}

static void
json_backup(struct str *json, const struct backup *n)
{
	json_out_open(json, NULL);
	json_out_text(json, "tier", choice_word(backup_tiers, (int)n->tier + 1));
	json_out_text(json, "name", n->name);
	json_out_text(json, "phone", n->phone);
	if (n->minutes >= 0)
		json_out_int(json, "minutes", n->minutes);
	if (n->covers)
		json_out_secs(json, "covers_until", n->covers);
	if (n->called)
		json_out_secs(json, "called", n->called);
	json_out_close(json);
}

static void
json_force(struct command_context *c, const struct force *f)
{
	const struct gauge *g = &f->gauge;
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_strength(&json, "watch", &g->watch);
	json_strength(&json, "fire", &g->fire);
	json_out_int(&json, "people_out", g->people_out);
	json_out_int(&json, "vehicles_out", g->vehicles_out);
	json_out_int(&json, "people_left", g->people_left);
	json_out_int(&json, "engines", (int64_t)g->engines);
	json_out_int(&json, "can_roll", (int64_t)g->can_roll);
	json_out_list(&json, "out");
	for (size_t i = 0; i < f->crews.n; i++)
		json_crew(&json, &f->crews.v[i]);
	json_out_end(&json);
	json_out_list(&json, "people");
	for (size_t i = 0; i < g->people.n; i++)
		json_person(&json, &f->roster.duty, &g->people.v[i]);
	json_out_end(&json);
	json_out_list(&json, "vehicles");
	for (size_t i = 0; i < g->vehicles.n; i++)
		json_engine(&json, &g->vehicles.v[i]);
	json_out_end(&json);
	json_out_list(&json, "next");
	for (size_t i = 0; i < f->next.n; i++)
		json_backup(&json, &f->next.v[i]);
	json_out_end(&json);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
text_strength(FILE *out, const char *group, const struct duty_strength *s)
{
	fprintf(out, _("%s: %lld of %lld; on site %lld, standby %lld, on call %lld\n"), group,
		(long long)s->have, (long long)s->need, (long long)s->onsite, (long long)s->standby,
		(long long)s->oncall);
}

static void
text_crew(FILE *out, const struct crew *c)
{
	struct str line = STR_INIT;
	char since[MOMENT_TEXT];

	moment_screen(moment_at(c->since), since);
	str_add(&line, *c->unit ? c->unit : _("a unit not named"));
	if (c->people)
		str_add_f(&line, _(", %lld people"), (long long)c->people);
	if (c->vehicles)
		str_add_f(&line, _(", %lld vehicles"), (long long)c->vehicles);
	str_add_f(&line, _(", %s, since %s"), c->incident, since);
	if (c->back)
		str_add(&line, _(", back, not ready yet"));
	if (c->foreign)
		str_add(&line, _(", not ours"));
	fprintf(out, _("out: %s\n"), line.ptr);
	str_clear(&line);
}

static void
text_engine(FILE *out, const struct force_engine *en)
{
	fprintf(out, "%s  %s", ((const struct vehicle *)en->vehicle->body)->name,
		_(choice_label(vehicle_states, en->state)));
	if (en->assumed)
		fputs(_(" (assumed)"), out);
	if (en->state == VEHICLE_READY && en->lacks)
		fprintf(out, _("  lacks %lld people"), (long long)en->lacks);
	else if (en->state == VEHICLE_READY)
		fprintf(out, _("  can roll; then %lld people and %zu engines are left"),
			(long long)en->left, en->left_rolls);
	fputs("\n", out);
}

static void
text_next(FILE *out, const struct backup *n)
{
	char until[MOMENT_TEXT];

	fprintf(out, _("call next: %s %s"), n->name, n->phone ? n->phone : "");
	fprintf(out, "  %s", _(choice_label(backup_tiers, (int)n->tier + 1)));
	if (n->minutes >= 0)
		fprintf(out, _("  %lld min"), (long long)n->minutes);
	moment_screen(moment_at(n->covers), until);
	if (n->covers)
		fprintf(out, _("  covers until %s"), until);
	if (n->called)
		fprintf(out, "  √ %02d:%02d %s", civil_of(n->called).hour,
			civil_of(n->called).minute, n->said);
	fputs("\n", out);
}

static void
text_force(struct command_context *c, const struct force *f)
{
	const struct gauge *g = &f->gauge;

	text_strength(c->out, _("Watch group"), &g->watch);
	text_strength(c->out, _("Fire group"), &g->fire);
	for (size_t i = 0; i < f->crews.n; i++)
		text_crew(c->out, &f->crews.v[i]);
	fprintf(c->out, _("in quarters: %lld; engines ready %zu, can roll %zu\n"),
		(long long)g->people_left, g->engines, g->can_roll);
	for (size_t i = 0; i < g->vehicles.n; i++)
		text_engine(c->out, &g->vehicles.v[i]);
	for (size_t i = 0; i < f->next.n; i++)
		text_next(c->out, &f->next.v[i]);
}

static enum rc
exec_gauge(struct command_context *c, struct err *e)
{
	struct moment at = moment_at(c->now / 1000);
	struct force f = {0};
	enum rc rc;

	if (command_time(c, "at", MOMENT_ANY, &at, e) != RC_OK ||
	    crew_gauge(c->book, &c->arena, c->book_name, at.secs, &f.roster, &f.crews, &f.gauge,
		       e) != RC_OK)
		return e->code;
	rc = crew_backups(c->book, &c->arena, &f.roster, &f.gauge, at.secs, &f.next, e);
	if (rc == RC_OK && c->json)
		json_force(c, &f);
	else if (rc == RC_OK)
		text_force(c, &f);
	vec_clear(&f.next);
	gauge_clear(&f.gauge);
	vec_clear(&f.crews);
	roster_clear(&f.roster);
	return rc;
}

/* clang-format off */
static const struct option at_options[] = {
	OPT("at", "T", N_("at this time; default now")),
	OPT_END,
};

const struct command command_roster_gauge = {
	.name = "roster gauge", .help = N_("what is left on duty with the crews out, and whom to call next"),
	.options = at_options, .flags = COMMAND_READ, .exec = exec_gauge,
};
/* clang-format on */
