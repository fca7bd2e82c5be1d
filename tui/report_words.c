/* What a report is called on screens, and the sheet with its marks. */
#include "tui/report_words.h"

#include <stdio.h>

#include "core/i18n.h"
#include "core/text.h"

/* clang-format off */
static const struct state {
	const char *word, *mark; /* N_(); the mark has at most REPORT_MARK_CELLS */
	enum style_role style;
} states[] = {
	[DESK_DRAFT]  = { N_("DRAFT"),  N_("DRAFT"),  STYLE_PRACTICE },
	[DESK_SIGNED] = { N_("SIGNED"), N_("SIGNED"), STYLE_STRONG },
	[DESK_SENT]   = { N_("SENT"),   N_("SENT"),   STYLE_GOOD },
	[DESK_VOID]   = { N_("VOID"),   N_("VOID"),   STYLE_OVERDUE },
};
/* clang-format on */

const char *
report_state_word(enum desk_state s)
{
	return _(states[s].word);
}

enum style_role
report_state_style(enum desk_state s)
{
	return states[s].style;
}

void
report_name(const struct desk_report *r, struct str *out)
{
	str_add(out, _(choice_label(report_types, r->body->type)));
	if (r->body->type == REPORT_FOLLOWUP && r->body->seq.set)
		str_add_f(out, " %lld", (long long)r->body->seq.n);
	str_add_f(out, " %s", r->body->number ? r->body->number : r->id);
}

static void
sent_text(const struct desk_story *s, struct str *out)
{
	char at[MOMENT_TEXT];

	moment_screen(s->sent, at);
	str_add_f(out, _("Sent %s."), at);
	if (s->received.kind == MOMENT_NONE) {
		str_add(out, _(" No receipt yet."));
		return;
	}
	moment_screen(s->received, at);
	str_add_f(out, _(" Received %s %s."), at, s->received_by ? s->received_by : "");
}

void
report_state_text(const struct desk_report *r, const struct desk_story *s, struct str *out)
{
	/* What is to be done comes first: a narrow screen cuts the end. */
	if (s->returned)
		str_add(out, _("▲ Sent back to be put right. "));
	if (s->owes_countersign)
		str_add_f(out, _("▲ %s has to countersign. "), r->body->signer_name);
	switch (s->state) {
	case DESK_DRAFT:
		str_add(out, _("Not signed, not sent: nobody has it yet."));
		break;
	case DESK_SIGNED:
		str_add(out, s->waiting ? _("Signed; waits for the line: not delivered yet.")
					: _("Signed, not sent yet."));
		break;
	case DESK_SENT:
		sent_text(s, out);
		break;
	case DESK_VOID:
		str_add(out, _("The number stays in the register."));
		break;
	}
}

/* ---- the story ---- */

static void
signing_line(struct book *b, struct arena *a, const struct desk_report *r, struct str *out)
{
	const struct report *body = r->body;
	char at[MOMENT_TEXT];

	moment_screen(body->signed_at, at);
	str_add_f(out, _("%s  signed by %s  %s"), at, body->signer_name ? body->signer_name : "?",
		  body->number ? body->number : "");
	if (body->by_phone)
		str_add_f(out, _(" (authorised by phone, witness %s)"),
			  body->witness ? book_author_name(b, a, body->witness) : "?");
	str_add(out, "\n");
}

static void
event_line(struct book *b, struct arena *a, const struct desk_event *event, struct str *out)
{
	const struct record *r = event->record;
	char at[MOMENT_TEXT];

	moment_screen(r->at, at);
	str_add_f(out, "%s  %s  ", at, _(r->kind->label));
	record_line_text(r, out);
	if (r->kind == &kind_send) {
		const struct report_send *s = r->body;

		str_add_f(out, "  %s", _(choice_label(vias, s->via)));
		if (event->when.kind == MOMENT_NONE)
			str_add(out, _("  not delivered yet"));
	}
	if (r->kind == &kind_return && ((const struct report_return *)r->body)->due.kind) {
		moment_screen(((const struct report_return *)r->body)->due, at);
		str_add_f(out, _("  until %s"), at);
	}
	if (r->by)
		str_add_f(out, "  (%s)", book_author_name(b, a, r->by));
	str_add(out, "\n");
}

void
report_story_text(struct book *b, struct arena *a, const struct desk_report *r,
		  const struct desk_story *s, struct str *out)
{
	if (!r->is_signed)
		return;
	signing_line(b, a, r, out);
	for (size_t i = 0; i < s->events.n; i++)
		event_line(b, a, &s->events.v[i], out);
}

/* A text folded to the columns there are. */
struct folded {
	struct arena arena;
	VEC(const char *) lines;
};

static void
add_line(void *ctx, const char *bytes, size_t n)
{
	struct folded *f = ctx;

	vec_push(&f->lines, arena_text_n(&f->arena, bytes, n));
}

void
report_story_draw(struct book *b, const struct desk_report *r, const struct desk_story *s,
		  struct canvas *c)
{
	struct folded f = {.arena = {0}};
	struct str text = STR_INIT;
	size_t rows = c->rows > 1 ? (size_t)c->rows - 1 : 0, from;

	canvas_rule(c, 0, 0, c->cols, STYLE_FRAME);
	canvas_put(c, 0, 2, _(" What has become of it (F4) "), STYLE_HEADING);
	report_story_text(b, &f.arena, r, s, &text);
	if (text.len > 0)
		str_cut(&text, text.len - 1);
	text_wrap(text.ptr, c->cols - 2, add_line, &f);
	from = f.lines.n > rows ? f.lines.n - rows : 0;
	for (size_t i = from; i < f.lines.n; i++)
		canvas_text(c, (int)(i - from) + 1, 1, c->cols - 1, f.lines.v[i], STYLE_NORMAL);
	vec_clear(&f.lines);
	str_clear(&text);
	arena_free(&f.arena);
}

/* ---- the sheet ---- */

/* Rows of the sheet: its lines, and a rule before every page but the first. */
static size_t
sheet_rows(const struct page_lines *lines)
{
	return lines->n + page_count(lines->n) - 1;
}

static void
draw_row(const struct page_lines *lines, size_t i, enum desk_state s, struct canvas *c, int row)
{
	size_t page = i / (PAGE_LINES + 1), line = i - page;
	char text[80];

	canvas_text(c, row, 0, REPORT_MARK_CELLS, _(states[s].mark), states[s].style);
	canvas_put(c, row, REPORT_MARK_CELLS, "│", STYLE_FRAME);
	if (i % (PAGE_LINES + 1) < PAGE_LINES) {
		canvas_text(c, row, REPORT_MARK_CELLS + 1, PAGE_CELLS, lines->v[line],
			    s == DESK_VOID ? STYLE_DIM : STYLE_NORMAL);
		return;
	}
	canvas_rule(c, row, REPORT_MARK_CELLS + 1, PAGE_CELLS, STYLE_FRAME);
	snprintf(text, sizeof(text), _(" page %zu of %zu "), page + 2, page_count(lines->n));
	canvas_put(c, row, REPORT_MARK_CELLS + 5, text, STYLE_DIM);
}

void
report_sheet_draw(const struct page_lines *lines, enum desk_state s, struct canvas *c, size_t *top)
{
	size_t rows = sheet_rows(lines), shown = c->rows > 0 ? (size_t)c->rows : 0;

	if (*top + shown > rows)
		*top = rows > shown ? rows - shown : 0;
	for (size_t r = 0; r < shown && *top + r < rows; r++)
		draw_row(lines, *top + r, s, c, (int)r);
}
