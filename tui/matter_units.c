/* How far notices and instructions have been passed on, unit by unit. */
#include "tui/matter_units.h"

#include "core/matter.h"
#include "core/vec.h"

static struct passed *
unit_of(struct matter_line *l, const char *unit)
{
	for (size_t i = 0; i < l->units.n; i++)
		if (str_equal(l->units.v[i].unit, unit))
			return &l->units.v[i];
	vec_push(&l->units, ((struct passed){.unit = unit}));
	return &l->units.v[l->units.n - 1];
}

static void
take_relay(struct matter_line *l, const struct record *r)
{
	const struct relay *relay = r->body;
	struct passed *p = unit_of(l, relay->to);

	p->at = record_when(r);
	if (relay->answered)
		p->answered = relay->answered;
}

enum rc
matter_line_load(struct book *b, struct arena *a, const struct thing *t, struct matter_line *out,
		 struct err *e)
{
	struct records recs = {0};
	const struct matter *body = t->body;
	enum rc rc;

	*out = (struct matter_line){.thing = t};
	for (char **to = t->kind == &kind_matter ? body->to : NULL; to && *to; to++)
		unit_of(out, *to);
	rc = book_of(b, a, t->id, &recs, e);
	for (size_t i = 0; rc == RC_OK && i < recs.n; i++) {
		if (recs.v[i]->kind == &kind_relay)
			take_relay(out, recs.v[i]);
		else if (recs.v[i]->kind == &kind_feedback)
			out->feedback = ((const struct feedback *)recs.v[i]->body)->text;
	}
	for (size_t i = 0; i < out->units.n; i++)
		out->waiting += out->units.v[i].answered == NULL;
	vec_clear(&recs);
	return rc;
}

void
matter_line_clear(struct matter_line *l)
{
	vec_clear(&l->units);
}

void
matter_line_state(const struct matter_line *l, struct str *out)
{
	bool first = true;

	if (!thing_open(l->thing)) {
		str_add(out, _("closed"));
		return;
	}
	if (l->units.n > 0)
		str_add_f(out, "%zu/%zu ", l->units.n - l->waiting, l->units.n);
	for (size_t i = 0; i < l->units.n; i++) {
		const struct passed *p = &l->units.v[i];

		if (p->answered)
			continue;
		str_add_f(out, "%s%s%s", first ? "" : "、", p->unit, p->at ? _("(told)") : "");
		first = false;
	}
	if (l->feedback)
		str_add_f(out, "%s← %s", l->units.n > 0 ? "  " : "", l->feedback);
}

void
matter_line_unit(const struct matter_line *l, const char *unit, struct str *out,
		 enum style_role *style)
{
	for (size_t i = 0; i < l->units.n; i++) {
		const struct passed *p = &l->units.v[i];
		struct civil t = civil_of(p->at);

		if (!str_equal(p->unit, unit))
			continue;
		if (p->answered)
			str_add_f(out, "√ %02d:%02d", t.hour, t.minute);
		else if (p->at)
			str_add_f(out, "○ %02d:%02d", t.hour, t.minute);
		else
			str_add(out, "·");
		*style = p->answered ? STYLE_GOOD : STYLE_WARNING;
		return;
	}
}

size_t
matter_units(const struct matter_line *lines, size_t n, const char **units, size_t most)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lines[i].units.n; k++) {
			const char *unit = lines[i].units.v[k].unit;
			size_t u = 0;

			while (u < found && !str_equal(units[u], unit))
				u++;
			if (u == found && u < most)
				units[found++] = unit;
		}
	return found;
}
