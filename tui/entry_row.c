/* An entry of the log as lists show it. */
#include "tui/entry_row.h"

#include "core/line.h"

const char *
entry_kind(const struct entry_row *en)
{
	return en->record->kind ? _(en->record->kind->label) : en->record->kind_name;
}

/* The corrected line's own text, for the line that corrects it. */
static void
add_old_text(struct book *b, struct arena *a, const struct record *correction, struct str *out)
{
	const struct correction *c = correction->body;
	struct record *old;
	struct str text = STR_INIT;
	struct err e;

	if (book_record(b, a, correction->of, &old, &e) != RC_OK)
		return;
	record_line_text(old, &text);
	str_add_f(out, _("  (was %s: %s; why: %s)"), correction->of, text.ptr,
		  c->reason ? c->reason : "");
	str_clear(&text);
}

static void
add_text(const struct entry_row *en, struct book *b, struct arena *a, struct str *out)
{
	const struct record *r = en->record;
	struct str line = STR_INIT;

	record_line_text(r, &line);
	if (r->kind == &kind_correction)
		str_add_f(out, _("[Corrected] %s"), line.ptr);
	else if (en->correction)
		str_add_f(out, _("[struck out: %s] → %s"), line.ptr, en->correction->id);
	else
		str_add(out, line.ptr);
	if (r->kind == &kind_correction)
		add_old_text(b, a, r, out);
	if (record_late_minutes(r))
		str_add_f(out, _("  (entered %lld min late)"), (long long)record_late_minutes(r));
	str_clear(&line);
}

void
entry_look(struct entry_row *en, struct book *b, struct arena *a)
{
	struct str text = STR_INIT;
	struct err e;

	if (en->looked)
		return;
	en->looked = true;
	if (book_correction(b, a, en->record->id, &en->correction, &e) != RC_OK)
		en->correction = NULL;
	en->by = en->record->who ? en->record->who : book_author_name(b, a, en->record->by);
	add_text(en, b, a, &text);
	en->text = arena_text_n(a, text.ptr, text.len);
	str_clear(&text);
}

enum style_role
entry_style(const struct entry_row *en)
{
	return en->correction ? STYLE_DIM : STYLE_NORMAL;
}
